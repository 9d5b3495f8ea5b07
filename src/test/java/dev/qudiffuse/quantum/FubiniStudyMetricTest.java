package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FubiniStudyMetricTest {

  private final StateVectorSimulator simulator = new StateVectorSimulator();

  static Stream<Gate> gatesWithAngles() {
    return RandomCircuits.gates(new Random(7)).stream().filter(gate -> gate.angles() > 0);
  }

  static IntStream seeds() {
    return IntStream.range(0, 30);
  }

  // Closed forms.

  @Test
  void aRotationOfAnEigenstateOrAcrossIt() {
    assertMetric(rotations(RotationGate.RY), new double[] {0.7}, new double[][] {{0.25}});
    assertMetric(rotations(RotationGate.RX), new double[] {0.7}, new double[][] {{0.25}});
    assertMetric(rotations(RotationGate.RZ), new double[] {0.7}, new double[][] {{0}});
  }

  /** RZ(b) RY(a) |0>: the Bloch sphere of radius 1/2, g = diag(1, sin^2 a) / 4. */
  @Test
  void sphericalCoordinatesHaveTheMetricOfTheSphere() {
    double a = 0.9;
    assertMetric(
        rotations(RotationGate.RY, RotationGate.RZ),
        new double[] {a, 0.4},
        new double[][] {{0.25, 0}, {0, Math.sin(a) * Math.sin(a) / 4}});
    assertMetric(
        rotations(RotationGate.RX, RotationGate.P),
        new double[] {a, 0.4},
        new double[][] {{0.25, 0}, {0, Math.sin(a) * Math.sin(a) / 4}});
  }

  /** The variance of (X_0 + X_1) / 2 scaled: a parameter that k qubits share has g = k / 4. */
  @Test
  void aSharedAndScaledParameter() {
    Circuit circuit =
        Circuit.builder(3)
            .add(RotationGate.RX, 0, Angle.parameter(0))
            .add(RotationGate.RX, 1, Angle.parameter(0).times(-2).plus(0.3))
            .add(RotationGate.RX, 2, Angle.parameter(1).times(0.5))
            .build();
    assertMetric(circuit, new double[] {0.2, 0.8}, new double[][] {{5 / 4.0, 0}, {0, 1 / 16.0}});
  }

  /** Generator |1><1| X / 2 on |+>|0>: mean square 1/8, mean 0. */
  @Test
  void aControlledRotationActsOnHalfTheState() {
    Circuit circuit =
        Circuit.builder(2)
            .add(FixedGate.H, 0)
            .add(RotationGate.CRX, 0, 1, Angle.parameter(0))
            .build();
    assertMetric(circuit, new double[] {1.1}, new double[][] {{0.125}});
  }

  /** On |00> XX and YY do the same up to sign, and ZZ is a phase: rank 1. */
  @Test
  void aTwoQubitBlockOnABasisState() {
    assertMetric(
        layer(2, new TwoQubitBlock()),
        new double[] {0.3, -0.8, 0.5},
        new double[][] {{1, -1, 0}, {-1, 1, 0}, {0, 0, 0}});
  }

  /**
   * Pinned: what PennyLane's tutorial on the quantum natural gradient prints
   * (pennylane.ai/qml/demos/tutorial_quantum_natural_gradient).
   */
  @Test
  void equalsThePrintedTensorOfATutorial() {
    Circuit circuit =
        Circuit.builder(3)
            .add(RotationGate.RY, 0, Angle.of(Math.PI / 4))
            .add(RotationGate.RY, 1, Angle.of(Math.PI / 3))
            .add(RotationGate.RY, 2, Angle.of(Math.PI / 7))
            .add(RotationGate.RZ, 0, Angle.parameter(0))
            .add(RotationGate.RZ, 1, Angle.parameter(1))
            .add(FixedGate.CNOT, 0, 1)
            .add(FixedGate.CNOT, 1, 2)
            .add(RotationGate.RY, 1, Angle.parameter(2))
            .add(RotationGate.RX, 2, Angle.parameter(3))
            .add(FixedGate.CNOT, 0, 1)
            .add(FixedGate.CNOT, 1, 2)
            .build();
    ParameterPartition layers = ParameterPartition.layers(circuit);
    assertThat(layers.blocks()).containsExactly(List.of(0, 1), List.of(2, 3));
    double[] angles = {0.432, -0.123, 0.543, 0.233};
    RealMatrix expected =
        new Array2DRowRealMatrix(
            new double[][] {
              {0.125, 0, 0, 0},
              {0, 0.1875, 0, 0},
              {0, 0, 0.24973433, -0.01524701},
              {0, 0, -0.01524701, 0.20293623}
            });
    assertThat(distance(metric(circuit, angles, new StateVector(3), layers), expected))
        .isLessThan(1e-8);
  }

  // Finite differences, gate by gate and over random circuits.

  @ParameterizedTest
  @MethodSource("gatesWithAngles")
  void everyGateEqualsFiniteDifferences(Gate gate) {
    Random random = new Random(3);
    int register = Math.max(3, gate.qubits());
    for (List<Integer> qubits : RandomCircuits.arrangements(register, gate.qubits())) {
      List<Angle> angles =
          IntStream.range(0, gate.angles())
              .mapToObj(i -> Angle.parameter(i).times(1 + i).plus(0.2))
              .toList();
      Circuit circuit = Circuit.builder(register).add(new Operation(gate, qubits, angles)).build();
      assertEqualsFiniteDifferences(
          circuit, Dense.gaussians(gate.angles(), random), Dense.randomState(register, random));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomCircuitsEqualFiniteDifferences(int seed) {
    Random random = new Random(seed);
    Circuit circuit = RandomCircuits.circuit(1 + seed % 5, 20, 5, random);
    assertEqualsFiniteDifferences(
        circuit, Dense.gaussians(5, random), Dense.randomState(circuit.qubits(), random));
  }

  private void assertEqualsFiniteDifferences(Circuit circuit, double[] angles, StateVector input) {
    StateVector state = run(circuit, angles, input);
    List<StateVector> derivatives = new ArrayList<>();
    for (int i = 0; i < angles.length; i++) {
      double step = 1e-5;
      StateVector derivative = run(circuit, moved(angles, i, step), input);
      derivative.addScaled(-1, run(circuit, moved(angles, i, -step), input));
      StateVector scaled = new StateVector(circuit.qubits());
      scaled.clear();
      scaled.addScaled(1 / (2 * step), derivative);
      derivatives.add(scaled);
    }
    RealMatrix metric = metric(circuit, angles, input, ParameterPartition.single(angles.length));
    for (int i = 0; i < angles.length; i++) {
      for (int j = 0; j < angles.length; j++) {
        StateVector a = derivatives.get(i);
        StateVector b = derivatives.get(j);
        // Re(<a|psi> <psi|b>), with no use of either being imaginary.
        double product =
            state.realInnerProduct(a) * state.realInnerProduct(b)
                + state.imaginaryInnerProduct(a) * state.imaginaryInnerProduct(b);
        assertThat(metric.getEntry(i, j)).isCloseTo(a.realInnerProduct(b) - product, within(1e-7));
      }
    }
  }

  /** What the metric is for: the fidelity with a state a small step away. */
  @ParameterizedTest
  @MethodSource("seeds")
  void isTheCurvatureOfTheFidelity(int seed) {
    Random random = new Random(seed);
    Circuit circuit = RandomCircuits.circuit(1 + seed % 5, 20, 5, random);
    double[] angles = Dense.gaussians(5, random);
    StateVector input = Dense.randomState(circuit.qubits(), random);
    double[] direction = Dense.gaussians(5, random);
    RealMatrix metric = metric(circuit, angles, input, ParameterPartition.single(5));
    double expected =
        new Array2DRowRealMatrix(direction).transpose().multiply(metric).operate(direction)[0];
    double coarse = infidelity(circuit, angles, direction, 2e-3, input);
    double fine = infidelity(circuit, angles, direction, 1e-3, input);
    assertThat((4 * fine - coarse) / 3).isCloseTo(expected, within(1e-6 * (1 + expected)));
  }

  /** The mean of 1 - F at both ends of a step, over its square. */
  private double infidelity(
      Circuit circuit, double[] angles, double[] direction, double step, StateVector input) {
    StateVector state = run(circuit, angles, input);
    double sum = 0;
    for (double sign : new double[] {-1, 1}) {
      double[] moved = angles.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += sign * step * direction[i];
      }
      StateVector other = run(circuit, moved, input);
      double re = state.realInnerProduct(other);
      double im = state.imaginaryInnerProduct(other);
      sum += 1 - re * re - im * im;
    }
    return sum / (2 * step * step);
  }

  // Properties.

  @ParameterizedTest
  @MethodSource("seeds")
  void isPositiveSemiDefinite(int seed) {
    Random random = new Random(seed);
    Circuit circuit = RandomCircuits.circuit(1 + seed % 4, 30, 8, random);
    RealMatrix metric = FubiniStudyMetric.full(circuit, Dense.gaussians(8, random)).matrix();
    assertThat(metric).isEqualTo(metric.transpose());
    double[] eigenvalues = new EigenDecomposition(metric).getRealEigenvalues();
    assertThat(StatUtils.min(eigenvalues)).isGreaterThan(-1e-12);
    assertThat(StatUtils.max(eigenvalues)).isGreaterThan(0.01);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void doesNotDependOnTheGlobalPhase(int seed) {
    Random random = new Random(seed);
    Circuit circuit = RandomCircuits.circuit(1 + seed % 5, 20, 4, random);
    double[] angles = Dense.gaussians(4, random);
    // A phase that moves with parameter 0: P on both halves of qubit 0.
    Circuit phased =
        Circuit.builder(circuit.qubits())
            .append(circuit, 0)
            .add(RotationGate.P, 0, Angle.parameter(0).times(1.7))
            .add(FixedGate.X, 0)
            .add(RotationGate.P, 0, Angle.parameter(0).times(1.7))
            .add(FixedGate.X, 0)
            .build();
    assertThat(
            distance(
                FubiniStudyMetric.full(circuit, angles).matrix(),
                FubiniStudyMetric.full(phased, angles).matrix()))
        .isLessThan(1e-12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyBlockIsTheFullMetricRestricted(int seed) {
    Random random = new Random(seed);
    Circuit circuit = RandomCircuits.circuit(1 + seed % 5, 25, 9, random);
    double[] angles = Dense.gaussians(9, random);
    StateVector input = Dense.randomState(circuit.qubits(), random);
    RealMatrix full = metric(circuit, angles, input, ParameterPartition.single(9));
    List<Integer> order = new ArrayList<>(IntStream.range(0, 9).boxed().toList());
    Collections.shuffle(order, random);
    for (ParameterPartition partition :
        List.of(
            new ParameterPartition(
                List.of(order.subList(0, 2), order.subList(2, 6), order.subList(6, 9))),
            ParameterPartition.layers(circuit),
            ParameterPartition.diagonal(9))) {
      FubiniStudyMetric metric = FubiniStudyMetric.of(circuit, angles, input, partition);
      RealMatrix expected = full.copy();
      for (int i = 0; i < 9; i++) {
        for (int j = 0; j < 9; j++) {
          if (!sameBlock(partition, i, j)) {
            expected.setEntry(i, j, 0);
          }
        }
      }
      assertThat(distance(metric.matrix(), expected)).isLessThan(1e-12);
      List<Integer> first = partition.blocks().getFirst();
      int[] indices = first.stream().mapToInt(Integer::intValue).toArray();
      assertThat(distance(metric.block(0), full.getSubMatrix(indices, indices))).isLessThan(1e-12);
    }
  }

  private static boolean sameBlock(ParameterPartition partition, int i, int j) {
    return partition.blocks().stream().anyMatch(block -> block.contains(i) && block.contains(j));
  }

  // The natural gradient.

  /** RZ(b) RY(a) |0> and a gradient (1, 1): divided by 1/4 and by sin^2(a)/4. */
  @Test
  void theNaturalGradientDividesByTheMetric() {
    double a = 0.9;
    FubiniStudyMetric metric =
        FubiniStudyMetric.full(rotations(RotationGate.RY, RotationGate.RZ), new double[] {a, 0.4});
    assertThat(metric.naturalGradient(new double[] {1, 1}, 0))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(4, 4 / (Math.sin(a) * Math.sin(a)));
    assertThat(metric.naturalGradient(new double[] {1, 1}, 0.01)[0])
        .isCloseTo(1 / 0.26, within(1e-12));
  }

  @Test
  void theNaturalGradientSolvesEveryBlock() {
    Random random = new Random(4);
    Circuit circuit = new ClusterAnsatz().circuit(4, 2);
    double[] angles = Dense.gaussians(32, random);
    double[] gradient = Dense.gaussians(32, random);
    double lambda = 1e-3;
    for (ParameterPartition partition :
        List.of(ParameterPartition.single(32), ParameterPartition.layers(circuit))) {
      FubiniStudyMetric metric =
          FubiniStudyMetric.of(circuit, angles, new StateVector(4), partition);
      double[] natural = metric.naturalGradient(gradient, lambda);
      double[] product = metric.matrix().operate(natural);
      for (int i = 0; i < 32; i++) {
        assertThat(product[i] + lambda * natural[i]).isCloseTo(gradient[i], within(1e-10));
      }
    }
  }

  /**
   * Scaling a parameter scales its gradient and its metric, so that the step in the state is the
   * same; a plain gradient's is not.
   */
  @Test
  void theNaturalStepDoesNotDependOnTheNamesOfTheParameters() {
    double scale = 3;
    Circuit plain = rotations(RotationGate.RY, RotationGate.RX);
    Circuit scaled =
        Circuit.builder(1)
            .add(RotationGate.RY, 0, Angle.parameter(0).times(scale))
            .add(RotationGate.RX, 0, Angle.parameter(1))
            .build();
    double[] step = naturalGradientOfZ(plain, new double[] {0.6, 0.4});
    double[] scaledStep = naturalGradientOfZ(scaled, new double[] {0.6 / scale, 0.4});
    assertThat(scaledStep[0] * scale).isCloseTo(step[0], within(1e-12));
    assertThat(scaledStep[1]).isCloseTo(step[1], within(1e-12));
  }

  private double[] naturalGradientOfZ(Circuit circuit, double[] angles) {
    StateVector state = run(circuit, angles, new StateVector(1));
    StateVector cotangent = new StateVector(1);
    cotangent.clear();
    PauliSum.of("Z").addApplied(2, state, cotangent);
    double[] gradient = new double[angles.length];
    new AdjointGradient().backward(circuit, angles, state, cotangent, gradient);
    return FubiniStudyMetric.full(circuit, angles).naturalGradient(gradient, 0);
  }

  // Bad input.

  @Test
  void refusesWhatDoesNotFit() {
    Circuit circuit = rotations(RotationGate.RY, RotationGate.RZ);
    double[] two = {0.1, 0.2};
    StateVector input = new StateVector(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FubiniStudyMetric.of(circuit, two, input, ParameterPartition.single(3)))
        .withMessage("expected a partition of 2 parameters, got 3");
    StateVector zero = new StateVector(1);
    zero.clear();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FubiniStudyMetric.of(circuit, two, zero, ParameterPartition.single(2)))
        .withMessage("expected a state of norm 1, got one of squared norm 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FubiniStudyMetric.full(circuit, new double[1]))
        .withMessage("expected 2 circuit angles, got 1");
  }

  @Test
  void refusesASingularMetricWithoutRegularisation() {
    FubiniStudyMetric singular =
        FubiniStudyMetric.full(rotations(RotationGate.RY, RotationGate.RY), new double[2]);
    double[] gradient = {1, 1};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> singular.naturalGradient(gradient, 0))
        .withMessage(
            "expected a metric that lambda makes regular, got a singular one with lambda 0.0");
    // g has the eigenvalue 1/2 along (1, 1).
    assertThat(singular.naturalGradient(gradient, 0.1))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(1 / 0.6, 1 / 0.6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> singular.naturalGradient(gradient, Double.NaN))
        .withMessage("expected a finite lambda of at least 0, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> singular.naturalGradient(new double[3], 1))
        .withMessage("expected a gradient of 2 parameters, got 3");
  }

  private static Circuit rotations(RotationGate... gates) {
    Circuit.Builder builder = Circuit.builder(1);
    for (int i = 0; i < gates.length; i++) {
      builder.add(gates[i], 0, Angle.parameter(i));
    }
    return builder.build();
  }

  private static Circuit layer(int qubits, Gate gate) {
    return Circuit.builder(qubits)
        .add(
            gate,
            IntStream.range(0, qubits).boxed().toList(),
            IntStream.range(0, gate.angles()).mapToObj(Angle::parameter).toArray(Angle[]::new))
        .build();
  }

  private static void assertMetric(Circuit circuit, double[] angles, double[][] expected) {
    assertThat(
            distance(
                FubiniStudyMetric.full(circuit, angles).matrix(),
                new Array2DRowRealMatrix(expected)))
        .isLessThan(1e-14);
  }

  private static RealMatrix metric(
      Circuit circuit, double[] angles, StateVector input, ParameterPartition partition) {
    return FubiniStudyMetric.of(circuit, angles, input, partition).matrix();
  }

  private static double distance(RealMatrix a, RealMatrix b) {
    return a.subtract(b).getFrobeniusNorm();
  }

  private StateVector run(Circuit circuit, double[] angles, StateVector input) {
    StateVector state = Dense.copy(input);
    simulator.run(circuit, angles, state);
    return state;
  }

  private static double[] moved(double[] angles, int index, double by) {
    double[] moved = angles.clone();
    moved[index] += by;
    return moved;
  }
}
