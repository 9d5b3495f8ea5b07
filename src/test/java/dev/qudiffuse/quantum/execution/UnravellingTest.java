package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.noise.Channel;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnravellingTest {

  static Stream<Channel> channels() {
    return DensityMatrixTest.channels();
  }

  /**
   * Every Kraus operator in turn, by a generator that says the middle of its interval: the
   * operators follow one another in [0, 1), each as wide as its probability.
   */
  @ParameterizedTest
  @MethodSource("channels")
  void drawsEachKrausOperatorWithItsProbability(Channel channel) {
    Random random = new Random(4);
    List<Integer> targets = channel.qubits() == 1 ? List.of(1) : List.of(2, 0);
    StateVector psi = Dense.randomState(3, random);
    Unravelling unravelling = Unravelling.of(channel);
    double sum = 0;
    for (ComplexMatrix kraus : channel.krausOperators()) {
      StateVector expected = Dense.times(Dense.onRegister(3, kraus, targets), psi);
      double probability = expected.squaredNorm();
      StateVector drawn = Dense.copy(psi);
      unravelling.apply(drawn, targets, always(sum + probability / 2));
      sum += probability;

      assertThat(drawn.squaredNorm()).isCloseTo(1, within(1e-13));
      expected.addScaled(-Math.sqrt(probability), drawn);
      assertThat(Math.sqrt(expected.squaredNorm())).isLessThan(1e-13);
    }
    assertThat(sum).isCloseTo(1, within(1e-13));
  }

  private static Well19937c always(double value) {
    return new Well19937c() {
      @Override
      public double nextDouble() {
        return value;
      }
    };
  }

  @Test
  void knowsWhichChannelsDoNotDependOnTheState() {
    assertThat(channels().map(Unravelling::of).map(Unravelling.UnitaryMixture.class::isInstance))
        .containsExactly(true, true, false, false, true, true, false, false);
  }

  /** A jump is certain here, and the first Kraus operator impossible. */
  @Test
  void fullDampingEndsInZero() {
    StateVector state = new StateVector(2);
    state.setBasisState(0b11);
    Unravelling damping = Unravelling.of(new Channel.AmplitudeDamping(1));
    for (int i = 0; i < 5; i++) {
      damping.apply(state, List.of(0), new Well19937c(i));
    }
    assertThat(state.probability(0b01)).isEqualTo(1);
  }
}
