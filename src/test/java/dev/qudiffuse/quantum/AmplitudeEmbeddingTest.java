package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AmplitudeEmbeddingTest {

  @Test
  void normalisesAndPads() {
    StateVector state = Dense.randomState(2, new Random(1));
    double norm = AmplitudeEmbedding.embed(new double[] {3, 0, -4}, state);
    assertThat(norm).isEqualTo(5);
    assertThat(state.re()).containsExactly(0.6, 0, -0.8, 0);
    assertThat(state.im()).containsOnly(0);
  }

  @Test
  void takesComplexNumbers() {
    StateVector state = new StateVector(1);
    double norm = AmplitudeEmbedding.embed(new double[] {1, 1}, new double[] {-1, 1}, state);
    assertThat(norm).isEqualTo(2);
    assertThat(state.re()).containsExactly(0.5, 0.5);
    assertThat(state.im()).containsExactly(-0.5, 0.5);
  }

  @Test
  void needsTheLogarithmOfItsFeaturesInQubits() {
    assertThat(AmplitudeEmbedding.qubits(1)).isEqualTo(1);
    assertThat(AmplitudeEmbedding.qubits(2)).isEqualTo(1);
    assertThat(AmplitudeEmbedding.qubits(3)).isEqualTo(2);
    assertThat(AmplitudeEmbedding.qubits(256)).isEqualTo(8);
    assertThat(AmplitudeEmbedding.qubits(257)).isEqualTo(9);
    assertThatThrownBy(() -> AmplitudeEmbedding.qubits(0)).hasMessageContaining("got 0");
  }

  @Test
  void theGradientEqualsFiniteDifferences() {
    Random random = new Random(2);
    double[] re = Dense.gaussians(6, random);
    double[] im = Dense.gaussians(6, random);
    StateVector weights = Dense.randomState(3, random);
    StateVector state = new StateVector(3);

    double norm = AmplitudeEmbedding.embed(re, im, state);
    double[] reGradient = new double[6];
    double[] imGradient = new double[6];
    AmplitudeEmbedding.backward(state, weights, norm, reGradient, imGradient);
    for (int i = 0; i < 6; i++) {
      assertThat(reGradient[i]).isCloseTo(difference(re, im, re, i, weights), within(1e-9));
      assertThat(imGradient[i]).isCloseTo(difference(re, im, im, i, weights), within(1e-9));
    }

    double realNorm = AmplitudeEmbedding.embed(re, state);
    double[] gradient = new double[6];
    AmplitudeEmbedding.backward(state, weights, realNorm, gradient);
    for (int i = 0; i < 6; i++) {
      assertThat(gradient[i])
          .isCloseTo(difference(re, new double[6], re, i, weights), within(1e-9));
    }
  }

  private static double difference(
      double[] re, double[] im, double[] changed, int i, StateVector weights) {
    double step = 1e-6;
    double kept = changed[i];
    StateVector plus = new StateVector(3);
    StateVector minus = new StateVector(3);
    changed[i] = kept + step;
    AmplitudeEmbedding.embed(re, im, plus);
    changed[i] = kept - step;
    AmplitudeEmbedding.embed(re, im, minus);
    changed[i] = kept;
    return (weights.realInnerProduct(plus) - weights.realInnerProduct(minus)) / (2 * step);
  }

  @Test
  void theGradientIsOrthogonalToTheVectorAndIsAdded() {
    double[] x = {1, 2, 3, 4};
    StateVector state = new StateVector(2);
    StateVector cotangent = Dense.randomState(2, new Random(4));
    double norm = AmplitudeEmbedding.embed(x, state);
    double[] gradient = {10, 10, 10, 10};
    AmplitudeEmbedding.backward(state, cotangent, norm, gradient);
    double radial = 0;
    for (int i = 0; i < 4; i++) {
      radial += x[i] * (gradient[i] - 10);
    }
    assertThat(radial).isCloseTo(0, within(1e-14));
    assertThat(gradient[0]).isNotEqualTo(10);
  }

  @Test
  void refusesWhatIsNoState() {
    StateVector state = new StateVector(1);
    assertThatThrownBy(() -> AmplitudeEmbedding.embed(new double[2], state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zeros");
    assertThatThrownBy(() -> AmplitudeEmbedding.embed(new double[3], state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at most 2 features for 1 qubits, got 3");
    assertThatThrownBy(() -> AmplitudeEmbedding.embed(new double[2], new double[1], state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected as many imaginary as real parts, got 1 and 2");
  }
}
