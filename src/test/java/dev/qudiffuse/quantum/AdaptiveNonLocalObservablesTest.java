package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdaptiveNonLocalObservablesTest {

  static Stream<AdaptiveNonLocalObservables> all() {
    return Stream.of(
        AdaptiveNonLocalObservables.sliding(4, 1, 2),
        AdaptiveNonLocalObservables.sliding(4, 2, 3),
        AdaptiveNonLocalObservables.sliding(5, 3, 1),
        AdaptiveNonLocalObservables.subsets(4, 2, 2),
        AdaptiveNonLocalObservables.fullRegister(1, 2),
        AdaptiveNonLocalObservables.fullRegister(3, 4),
        AdaptiveNonLocalObservables.of(4, List.of(List.of(3, 0), List.of(1, 3)), 2));
  }

  @ParameterizedTest
  @MethodSource("all")
  void featuresAndGradientsEqualDenseMatrices(AdaptiveNonLocalObservables observables) {
    Random random = new Random(1);
    int offset = 3;
    double[] parameters = Dense.gaussians(offset + observables.parameterCount(), random);
    double[] dy = Dense.gaussians(observables.features(), random);
    StateVector state = Dense.randomState(observables.qubits(), random);

    ObservablePass pass = observables.newPass();
    double[] y = new double[observables.features()];
    pass.expectationValues(state, parameters, offset, y);
    StateVector cotangent = Dense.randomState(observables.qubits(), random);
    StateVector expectedCotangent = Dense.copy(cotangent);
    double[] gradient = new double[parameters.length];
    pass.backward(state, parameters, offset, dy, cotangent, gradient, offset);

    for (int feature = 0; feature < y.length; feature++) {
      ComplexMatrix dense = dense(observables, feature, parameters, offset);
      assertThat(y[feature]).isCloseTo(Dense.expectation(dense, state), within(1e-12));
      expectedCotangent.addScaled(2 * dy[feature], Dense.times(dense, state));
      assertParameterGradient(observables, feature, state, dy[feature], gradient, offset);
    }
    assertThat(Dense.distance(cotangent, expectedCotangent)).isLessThan(1e-12);
    assertThat(Arrays.copyOf(gradient, offset)).containsOnly(0);
  }

  /** A feature is linear in its parameters: each derivative is the feature of a unit parameter. */
  private static void assertParameterGradient(
      AdaptiveNonLocalObservables observables,
      int feature,
      StateVector state,
      double dy,
      double[] gradient,
      int offset) {
    int size = observables.parametersPerObservable();
    for (int i = 0; i < size; i++) {
      double[] unit = new double[observables.parameterCount()];
      unit[feature * size + i] = 1;
      double derivative = Dense.expectation(dense(observables, feature, unit, 0), state);
      assertThat(gradient[offset + feature * size + i]).isCloseTo(dy * derivative, within(1e-13));
    }
  }

  private static ComplexMatrix dense(
      AdaptiveNonLocalObservables observables, int feature, double[] parameters, int offset) {
    ComplexMatrix h =
        HermitianForm.matrix(
            1 << observables.locality(),
            parameters,
            offset + feature * observables.parametersPerObservable());
    List<Integer> window = observables.windows().get(feature / observables.observablesPerWindow());
    return Dense.onRegister(observables.qubits(), h, window);
  }

  @Test
  void floatParametersGiveTheSameNumbers() {
    Random random = new Random(6);
    AdaptiveNonLocalObservables observables = AdaptiveNonLocalObservables.sliding(5, 2, 3);
    float[] parameters = new float[observables.parameterCount() + 1];
    double[] doubles = new double[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian();
      doubles[i] = parameters[i];
    }
    StateVector state = Dense.randomState(5, random);
    double[] dy = Dense.gaussians(observables.features(), random);
    ObservablePass pass = observables.newPass();

    double[] y = new double[dy.length];
    double[] expectedY = new double[dy.length];
    pass.expectationValues(state, parameters, 1, y);
    pass.expectationValues(state, doubles, 1, expectedY);
    assertThat(y).containsExactly(expectedY);

    StateVector cotangent = new StateVector(5);
    StateVector expectedCotangent = new StateVector(5);
    float[] gradient = new float[parameters.length + 1];
    double[] expectedGradient = new double[parameters.length + 1];
    pass.backward(state, parameters, 1, dy, cotangent, gradient, 2);
    pass.backward(state, doubles, 1, dy, expectedCotangent, expectedGradient, 2);
    assertThat(cotangent.re()).containsExactly(expectedCotangent.re());
    assertThat(cotangent.im()).containsExactly(expectedCotangent.im());
    for (int i = 0; i < gradient.length; i++) {
      assertThat(gradient[i]).isEqualTo((float) expectedGradient[i]);
    }
  }

  /** Z on one qubit has the expectation value P(0) - P(1). */
  @Test
  void measuresZ() {
    AdaptiveNonLocalObservables z = AdaptiveNonLocalObservables.sliding(2, 1, 1);
    double[] parameters = {1, 0, 0, -1, 1, 0, 0, -1};
    StateVector state = new StateVector(2);
    AmplitudeEmbedding.embed(new double[] {0.1, 0.5, 0.3, 0.7}, state);
    double[] values = new double[2];
    z.newPass().expectationValues(state, parameters, 0, values);
    double norm = 0.01 + 0.25 + 0.09 + 0.49;
    assertThat(values[0]).isCloseTo((0.01 + 0.25 - 0.09 - 0.49) / norm, within(1e-15));
    assertThat(values[1]).isCloseTo((0.01 - 0.25 + 0.09 - 0.49) / norm, within(1e-15));
  }

  @Test
  void theHermitianFormIsAnIsometryAndInvertible() {
    Random random = new Random(8);
    ComplexMatrix m = Dense.randomMatrix(4, random);
    double[] parameters = new double[18];
    HermitianForm.parameters(m, parameters, 2);
    assertThatThrownBy(() -> HermitianForm.matrix(4, parameters, parameters.length - 15))
        .hasMessage(
            "expected the parameters of a matrix of size 4 from offset %d, got an array of %d",
            parameters.length - 15, parameters.length);
    ComplexMatrix hermitian = HermitianForm.matrix(4, parameters, 2);
    assertThat(hermitian.maxDistance(m.hermitianPart())).isLessThan(1e-15);

    ComplexMatrix square = hermitian.times(hermitian);
    double trace = 0;
    for (int i = 0; i < 4; i++) {
      trace += square.re(i, i);
    }
    double sum = Arrays.stream(parameters).map(p -> p * p).sum();
    assertThat(trace).isCloseTo(sum, within(1e-12));
  }

  @Test
  void countsWindowsAndParameters() {
    AdaptiveNonLocalObservables observables = AdaptiveNonLocalObservables.sliding(8, 4, 16);
    assertThat(observables.windows()).hasSize(5).last().isEqualTo(List.of(4, 5, 6, 7));
    assertThat(observables.features()).isEqualTo(80);
    assertThat(observables.parametersPerObservable()).isEqualTo(256);
    assertThat(observables.parameterCount()).isEqualTo(20480);
  }

  @Test
  void subsetsAreAllWindowsInLexicographicOrder() {
    assertThat(AdaptiveNonLocalObservables.subsets(4, 2, 1).windows())
        .containsExactly(
            List.of(0, 1),
            List.of(0, 2),
            List.of(0, 3),
            List.of(1, 2),
            List.of(1, 3),
            List.of(2, 3));
    assertThat(AdaptiveNonLocalObservables.subsets(3, 3, 1).windows())
        .containsExactly(List.of(0, 1, 2));
    assertThat(AdaptiveNonLocalObservables.subsets(3, 1, 1).windows())
        .containsExactly(List.of(0), List.of(1), List.of(2));
    List<List<Integer>> windows = AdaptiveNonLocalObservables.subsets(8, 4, 1).windows();
    assertThat(windows).hasSize(70).doesNotHaveDuplicates().contains(List.of(0, 2, 5, 7));
    assertThat(windows).isSortedAccordingTo(Comparator.comparing(List::toString));
  }

  /** The windows that both have are measured to the same bit. */
  @Test
  void subsetsContainTheSlidingWindows() {
    Random random = new Random(2);
    AdaptiveNonLocalObservables subsets = AdaptiveNonLocalObservables.subsets(4, 2, 1);
    AdaptiveNonLocalObservables sliding = AdaptiveNonLocalObservables.sliding(4, 2, 1);
    StateVector state = Dense.randomState(4, random);
    double[] one = Dense.gaussians(16, random);
    double[] values = new double[6];
    double[] expected = new double[3];
    subsets.newPass().expectationValues(state, repeated(one, 6), 0, values);
    sliding.newPass().expectationValues(state, repeated(one, 3), 0, expected);
    assertThat(new double[] {values[0], values[3], values[5]}).containsExactly(expected);
  }

  private static double[] repeated(double[] one, int times) {
    double[] repeated = new double[times * one.length];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = one[i % one.length];
    }
    return repeated;
  }

  @ParameterizedTest
  @MethodSource("all")
  void trainedParametersAreObservables(AdaptiveNonLocalObservables observables) {
    Random random = new Random(9);
    float[] floats = new float[2 + observables.parameterCount()];
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextGaussian();
      doubles[i] = floats[i];
    }
    StateVector state = Dense.randomState(observables.qubits(), random);
    double[] values = new double[observables.features()];
    observables.newPass().expectationValues(state, doubles, 2, values);

    List<HermitianObservable> dense = observables.observables(doubles, 2);
    assertThat(dense).isEqualTo(observables.observables(floats, 2)).hasSize(values.length);
    for (int feature = 0; feature < values.length; feature++) {
      assertThat(dense.get(feature).expectationValue(state))
          .isCloseTo(values[feature], within(1e-12));
    }
    assertThatThrownBy(() -> observables.observables(doubles, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("observable parameters from offset 3");
  }

  @Test
  void refusesWindowsThatCannotBe() {
    assertThatThrownBy(() -> AdaptiveNonLocalObservables.subsets(4, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a locality of 1 to 4 qubits, got 0");
    assertThatThrownBy(() -> AdaptiveNonLocalObservables.subsets(30, 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at most 65536 windows, got the 30045015 subsets of 10 of 30 qubits");
    assertThatThrownBy(() -> AdaptiveNonLocalObservables.sliding(4, 5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a locality of 1 to 4 qubits, got 5");
    assertThatThrownBy(() -> AdaptiveNonLocalObservables.sliding(4, 2, 0))
        .hasMessageContaining("got 0");
    assertThatThrownBy(() -> AdaptiveNonLocalObservables.of(4, List.of(List.of(1, 1)), 1))
        .hasMessageContaining("distinct qubits from 0 to 3, got [1, 1]");
    assertThatThrownBy(() -> AdaptiveNonLocalObservables.of(4, List.of(List.of(4)), 1))
        .hasMessageContaining("got [4]");
    assertThatThrownBy(
            () -> AdaptiveNonLocalObservables.of(4, List.of(List.of(1), List.of(1, 2)), 1))
        .hasMessageContaining("all of one size");
    assertThatThrownBy(() -> AdaptiveNonLocalObservables.of(4, List.of(), 1))
        .hasMessageContaining("at least one window");
  }

  @Test
  void refusesArraysThatDoNotFit() {
    AdaptiveNonLocalObservables observables = AdaptiveNonLocalObservables.sliding(3, 1, 2);
    ObservablePass pass = observables.newPass();
    double[] values = new double[6];
    assertThatThrownBy(() -> pass.expectationValues(new StateVector(2), new float[24], 0, values))
        .hasMessage("expected a state of 3 qubits, got 2");
    assertThatThrownBy(() -> pass.expectationValues(new StateVector(3), new float[24], 1, values))
        .hasMessage("expected 24 observable parameters from offset 1, got an array of 24");
    assertThatThrownBy(
            () -> pass.expectationValues(new StateVector(3), new float[24], 0, new double[5]))
        .hasMessage("expected 6 features, got 5");
  }
}
