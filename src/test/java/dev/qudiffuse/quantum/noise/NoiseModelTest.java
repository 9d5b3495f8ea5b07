package dev.qudiffuse.quantum.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Controlled;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.noise.NoiseModel.Placed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NoiseModelTest {

  private static final Operation H = new Operation(FixedGate.H, List.of(4), List.of());
  private static final Operation CNOT = new Operation(FixedGate.CNOT, List.of(3, 1), List.of());
  private static final Operation TOFFOLI =
      new Operation(new Controlled(FixedGate.X, 2), List.of(2, 0, 5), List.of());

  @Test
  void channelsFollowTheirGatesInOrder() {
    Channel one = new Channel.BitFlip(0.1);
    Channel two = new Channel.Depolarizing(2, 0.2);
    Channel all = new Channel.AmplitudeDamping(0.3);
    NoiseModel noise = NoiseModel.ideal().after(1, one).afterEveryGate(all).after(2, two);

    assertThat(noise.after(H))
        .containsExactly(new Placed(one, List.of(4)), new Placed(all, List.of(4)));
    assertThat(noise.after(CNOT))
        .containsExactly(
            new Placed(all, List.of(3)),
            new Placed(all, List.of(1)),
            new Placed(two, List.of(3, 1)));
    assertThat(noise.after(TOFFOLI))
        .containsExactly(
            new Placed(all, List.of(2)), new Placed(all, List.of(0)), new Placed(all, List.of(5)));
    assertThat(NoiseModel.ideal().after(CNOT)).isEmpty();
  }

  @Test
  void depolarizingFollowsEveryGate() {
    NoiseModel noise = NoiseModel.depolarizing(0.1);
    Channel single = new Channel.Depolarizing(1, 0.1);
    assertThat(noise.after(H)).containsExactly(new Placed(single, List.of(4)));
    assertThat(noise.after(CNOT))
        .containsExactly(new Placed(new Channel.Depolarizing(2, 0.1), List.of(3, 1)));
    assertThat(noise.after(TOFFOLI))
        .containsExactly(
            new Placed(single, List.of(2)),
            new Placed(single, List.of(0)),
            new Placed(single, List.of(5)));
  }

  /** Against the whole confusion matrix, the Kronecker product of those of the qubits. */
  @Test
  void confusesEveryQubitByItself() {
    ReadoutError usual = new ReadoutError(0.1, 0.3);
    ReadoutError special = new ReadoutError(0.25, 0.05);
    NoiseModel noise = NoiseModel.ideal().withReadout(usual).withReadout(1, special);
    ComplexMatrix confusion =
        confusion(usual).kronecker(confusion(special)).kronecker(confusion(usual));
    Random random = new Random(2);
    double[] probabilities = random.doubles(8).toArray();
    double[] expected = new double[8];
    for (int read = 0; read < 8; read++) {
      for (int is = 0; is < 8; is++) {
        expected[read] += confusion.re(read, is) * probabilities[is];
      }
    }

    noise.confuse(3, probabilities);

    assertThat(probabilities).usingComparatorWithPrecision(1e-15).containsExactly(expected);
    assertThat(noise.readout(0)).isEqualTo(usual);
    assertThat(noise.readout(1)).isEqualTo(special);
  }

  private static ComplexMatrix confusion(ReadoutError error) {
    return ComplexMatrix.real(
        2,
        1 - error.oneGivenZero(),
        error.zeroGivenOne(),
        error.oneGivenZero(),
        1 - error.zeroGivenOne());
  }

  @Test
  void aCoinTossForReadingForgetsTheQubit() {
    double[] probabilities = {0.7, 0.1, 0.15, 0.05};
    NoiseModel.ideal().withReadout(0, new ReadoutError(0.5, 0.5)).confuse(2, probabilities);
    assertThat(probabilities[0]).isCloseTo(0.425, within(1e-15)).isEqualTo(probabilities[2]);
    assertThat(probabilities[1]).isCloseTo(0.075, within(1e-15)).isEqualTo(probabilities[3]);
  }

  @Test
  void knowsWhetherItReadsPerfectly() {
    NoiseModel noise = NoiseModel.depolarizing(0.1);
    assertThat(noise.readsPerfectly()).isTrue();
    assertThat(noise.withReadout(3, ReadoutError.NONE).readsPerfectly()).isTrue();
    assertThat(noise.withReadout(3, new ReadoutError(0, 0.1)).readsPerfectly()).isFalse();
    assertThat(noise.withReadout(new ReadoutError(0.1, 0)).readsPerfectly()).isFalse();
  }

  @Test
  void refusesWhatDoesNotFit() {
    NoiseModel noise = NoiseModel.ideal();
    Channel two = new Channel.Depolarizing(2, 0.1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.afterEveryGate(two))
        .withMessage(two + " acts on 2 qubits and cannot follow gates on 1 to 30");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.after(3, two))
        .withMessage(two + " acts on 2 qubits and cannot follow gates on 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.after(0, new Channel.BitFlip(0.1)))
        .withMessage("expected a range of qubits from 1, got 0 to 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.withReadout(-1, ReadoutError.NONE))
        .withMessage("expected a qubit of at least 0, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.withReadout(3, ReadoutError.NONE).confuse(3, new double[8]))
        .withMessage("the noise model has a readout error for qubit 3; expected 0 to 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.confuse(3, new double[4]))
        .withMessage("expected 8 probabilities, got 4");
  }
}
