package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RotatedDiagonalObservablesTest {

  private static final int OFFSET = 3;

  static Stream<RotatedDiagonalObservables> all() {
    return Stream.of(
        RotatedDiagonalObservables.sliding(4, 1, 2),
        RotatedDiagonalObservables.sliding(5, 3, 1),
        RotatedDiagonalObservables.subsets(4, 2, 2),
        RotatedDiagonalObservables.fullRegister(1, 2),
        RotatedDiagonalObservables.fullRegister(3, 3),
        RotatedDiagonalObservables.of(
            4, List.of(List.of(3, 0), List.of(1, 3)), 2, new ClusterAnsatz().circuit(2, 1)),
        RotatedDiagonalObservables.of(
            5, List.of(List.of(4, 0, 2)), 2, RandomCircuits.circuit(3, 12, 4, new Random(5))));
  }

  /** The diagonal alone, Z on one qubit, then turned towards x and towards y. */
  @Test
  void measuresEveryPauliMatrix() {
    StateVector state = Dense.randomState(2, new Random(1));
    double half = Math.PI / 2;
    assertThat(value(state, 1, -1, 0, 0))
        .isCloseTo(PauliSum.of("IZ").expectationValue(state), within(1e-15));
    assertThat(value(state, 1, -1, 0, -half))
        .isCloseTo(PauliSum.of("IX").expectationValue(state), within(1e-15));
    assertThat(value(state, 1, -1, half, half))
        .isCloseTo(PauliSum.of("IY").expectationValue(state), within(1e-15));
    double a = 0.3;
    double b = 1.1;
    double expected =
        Math.cos(b) * PauliSum.of("IZ").expectationValue(state)
            - Math.sin(b)
                * (Math.cos(a) * PauliSum.of("IX").expectationValue(state)
                    - Math.sin(a) * PauliSum.of("IY").expectationValue(state));
    assertThat(value(state, 1, -1, a, b)).isCloseTo(expected, within(1e-14));
  }

  private static double value(StateVector state, double... parameters) {
    RotatedDiagonalObservables observables =
        RotatedDiagonalObservables.of(
            2, List.of(List.of(1)), 1, RotatedDiagonalObservables.directions(1));
    double[] values = new double[1];
    observables.newPass().expectationValues(state, parameters, 0, values);
    return values[0];
  }

  @ParameterizedTest
  @MethodSource("all")
  void featuresAreThoseOfTheDenseMatrices(RotatedDiagonalObservables observables) {
    Random random = new Random(2);
    double[] parameters = Dense.gaussians(OFFSET + observables.parameterCount(), random);
    StateVector state = Dense.randomState(observables.qubits(), random);
    StateVector kept = Dense.copy(state);
    double[] values = values(observables, state, parameters);
    assertThat(Dense.distance(state, kept)).isZero();

    List<HermitianObservable> dense = observables.observables(parameters, OFFSET);
    assertThat(dense).hasSize(values.length);
    for (int feature = 0; feature < values.length; feature++) {
      assertThat(values[feature])
          .isCloseTo(dense.get(feature).expectationValue(state), within(1e-12));
      assertThat(dense.get(feature).matrix().maxDistance(matrix(observables, feature, parameters)))
          .isLessThan(1e-13);
    }
  }

  /** R^dagger D R by multiplying matrices. */
  private static ComplexMatrix matrix(
      RotatedDiagonalObservables observables, int feature, double[] parameters) {
    int first = OFFSET + feature * observables.parametersPerObservable();
    int size = observables.diagonalEntries();
    double[] diagonal = new double[size * size];
    for (int b = 0; b < size; b++) {
      diagonal[b * size + b] = parameters[first + b];
    }
    double[] angles =
        Arrays.copyOfRange(parameters, first + size, first + observables.parametersPerObservable());
    ComplexMatrix rotation = Dense.matrix(observables.rotation(), angles);
    return rotation.adjoint().times(ComplexMatrix.real(size, diagonal)).times(rotation);
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradientsEqualFiniteDifferences(RotatedDiagonalObservables observables) {
    Random random = new Random(3);
    double[] parameters = Dense.gaussians(OFFSET + observables.parameterCount(), random);
    StateVector state = Dense.randomState(observables.qubits(), random);
    double[] dy = Dense.gaussians(observables.features(), random);
    StateVector cotangent = Dense.randomState(observables.qubits(), random);
    double[] re = cotangent.re().clone();
    double[] im = cotangent.im().clone();
    double[] gradient = new double[parameters.length + 1];
    Arrays.fill(gradient, 100);
    observables.newPass().backward(state, parameters, OFFSET, dy, cotangent, gradient, OFFSET + 1);

    assertThat(Arrays.copyOf(gradient, OFFSET + 1)).containsOnly(100);
    for (int i = OFFSET; i < parameters.length; i++) {
      assertThat(gradient[i + 1] - 100)
          .isCloseTo(difference(observables, state, parameters, dy, parameters, i), within(1e-8));
    }
    for (int i = 0; i < state.dimension(); i++) {
      assertThat(cotangent.re()[i] - re[i])
          .isCloseTo(difference(observables, state, parameters, dy, state.re(), i), within(1e-8));
      assertThat(cotangent.im()[i] - im[i])
          .isCloseTo(difference(observables, state, parameters, dy, state.im(), i), within(1e-8));
    }
  }

  private static double difference(
      RotatedDiagonalObservables observables,
      StateVector state,
      double[] parameters,
      double[] dy,
      double[] changed,
      int i) {
    double step = 1e-5;
    double kept = changed[i];
    changed[i] = kept + step;
    double plus = loss(observables, state, parameters, dy);
    changed[i] = kept - step;
    double minus = loss(observables, state, parameters, dy);
    changed[i] = kept;
    return (plus - minus) / (2 * step);
  }

  private static double loss(
      RotatedDiagonalObservables observables, StateVector state, double[] parameters, double[] dy) {
    double[] values = values(observables, state, parameters);
    double sum = 0;
    for (int feature = 0; feature < dy.length; feature++) {
      sum += dy[feature] * values[feature];
    }
    return sum;
  }

  private static double[] values(
      RotatedDiagonalObservables observables, StateVector state, double[] parameters) {
    double[] values = new double[observables.features()];
    observables.newPass().expectationValues(state, parameters, OFFSET, values);
    return values;
  }

  @Test
  void floatParametersGiveTheSameNumbers() {
    Random random = new Random(6);
    RotatedDiagonalObservables observables = RotatedDiagonalObservables.subsets(4, 2, 2);
    float[] floats = new float[observables.parameterCount() + 1];
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextGaussian();
      doubles[i] = floats[i];
    }
    StateVector state = Dense.randomState(4, random);
    double[] dy = Dense.gaussians(observables.features(), random);
    RotatedDiagonalPass pass = observables.newPass();
    double[] y = new double[dy.length];
    double[] expectedY = new double[dy.length];
    pass.expectationValues(state, floats, 1, y);
    pass.expectationValues(state, doubles, 1, expectedY);
    assertThat(y).containsExactly(expectedY);
    assertThat(observables.observables(floats, 1)).isEqualTo(observables.observables(doubles, 1));

    StateVector cotangent = new StateVector(4);
    StateVector expectedCotangent = new StateVector(4);
    float[] gradient = new float[floats.length];
    double[] expectedGradient = new double[floats.length];
    pass.backward(state, floats, 1, dy, cotangent, gradient, 1);
    pass.backward(state, doubles, 1, dy, expectedCotangent, expectedGradient, 1);
    assertThat(Dense.distance(cotangent, expectedCotangent)).isZero();
    for (int i = 0; i < gradient.length; i++) {
      assertThat(gradient[i]).isEqualTo((float) expectedGradient[i]);
    }
  }

  @Test
  void allocatesNothing() {
    Random random = new Random(7);
    RotatedDiagonalObservables observables = RotatedDiagonalObservables.subsets(5, 2, 2);
    RotatedDiagonalPass pass = observables.newPass();
    float[] parameters = new float[observables.parameterCount()];
    double[] values = new double[observables.features()];
    StateVector state = Dense.randomState(5, random);
    StateVector cotangent = Dense.randomState(5, random);
    Runnable step =
        () -> {
          pass.expectationValues(state, parameters, 0, values);
          pass.backward(state, parameters, 0, values, cotangent, parameters, 0);
        };
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    step.run();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      step.run();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("less than the smallest object a step").isLessThan(100 * 16);
  }

  @Test
  void needsFewParameters() {
    RotatedDiagonalObservables observables = RotatedDiagonalObservables.sliding(8, 4, 16);
    assertThat(observables.parametersPerObservable()).isEqualTo(16 + 8);
    assertThat(observables.features()).isEqualTo(80);
    assertThat(observables.parameterCount()).isEqualTo(80 * 24);
    assertThat(RotatedDiagonalObservables.subsets(5, 2, 1).features()).isEqualTo(10);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RotatedDiagonalObservables.of(
                    3, List.of(List.of(0, 1)), 1, RotatedDiagonalObservables.directions(3)))
        .withMessage("expected a rotation of 2 qubits, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RotatedDiagonalObservables.sliding(3, 1, 0))
        .withMessage("expected at least 1 observable a window, got 0");
    RotatedDiagonalObservables observables = RotatedDiagonalObservables.sliding(3, 1, 2);
    RotatedDiagonalPass pass = observables.newPass();
    double[] values = new double[6];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pass.expectationValues(new StateVector(2), new float[24], 0, values))
        .withMessage("expected a state of 3 qubits, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pass.expectationValues(new StateVector(3), new float[24], 1, values))
        .withMessage("expected 24 observable parameters from offset 1, got an array of 24");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> pass.expectationValues(new StateVector(3), new double[24], 0, new double[5]))
        .withMessage("expected 6 features, got 5");
  }
}
