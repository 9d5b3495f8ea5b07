package dev.qudiffuse.quantum.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.PauliSum;
import dev.qudiffuse.quantum.RotationGate;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

class BarrenPlateauTest {

  private static final ParameterDistribution UNIFORM = ParameterDistribution.uniform();

  private static final List<Integer> SIZES = List.of(2, 4, 6, 8);

  /** E = product of cos theta_i, of whose derivatives each has the variance 2^-n. */
  @Test
  void aProductOfRotationsWithAGlobalObservable() {
    BarrenPlateau plateau =
        BarrenPlateau.of(
            SIZES,
            n -> TestStates.rotations(n, RotationGate.RY),
            n -> PauliSum.of("Z".repeat(n)),
            4000,
            UNIFORM,
            new Well19937c(1));
    for (GradientVariance size : plateau.sizes()) {
      double expected = Math.pow(2, -size.qubits());
      assertThat(size.parameters())
          .hasSize(size.qubits())
          .allSatisfy(v -> assertWithin5StandardErrors(v, expected));
      assertWithin5StandardErrors(size.mean(), expected);
    }
    // The worst size is known to sqrt((3/2)^8 / 4000) = 8%, or 0.1 in the logarithm.
    assertThat(plateau.fit().slope()).isCloseTo(-1, within(0.1));
    assertThat(plateau.fit(0).slope()).isCloseTo(-1, within(0.15));
    assertThat(plateau.fit().intercept()).isCloseTo(0, within(0.5));
  }

  /**
   * E = cos theta_0: only the first derivative is not zero, and its variance is 1/2 for every n.
   */
  @Test
  void aProductOfRotationsWithALocalObservable() {
    BarrenPlateau plateau =
        BarrenPlateau.of(
            SIZES,
            n -> TestStates.rotations(n, RotationGate.RY),
            n -> PauliSum.of("Z" + "I".repeat(n - 1)),
            4000,
            UNIFORM,
            new Well19937c(2));
    for (GradientVariance size : plateau.sizes()) {
      assertWithin5StandardErrors(size.parameters().getFirst(), 0.5);
      assertThat(size.parameters().get(1).value()).isCloseTo(0, within(1e-30));
    }
    assertThat(plateau.fit(0).slope()).isCloseTo(0, within(0.05));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plateau.fit(1))
        .withMessageMatching("expected a variance above 1.0E-28, got .* for 2 qubits");
  }

  /**
   * McClean et al. 2018: if the circuit before and the circuit after an angle are 2-designs, the
   * variance of a Pauli string's derivative is {@code N^2 / (2 (N^2 - 1) (N + 1))}, N = 2^n. Random
   * layers come near that: on six other seeds within 10% on average over the angles, with slopes
   * from -0.95 to -0.98, or from -0.87 to -0.96 for the local observable.
   */
  @Test
  void aDeepRandomCircuitIsBarrenWhateverTheObservable() {
    BarrenPlateau global = deep(n -> PauliSum.of("Z".repeat(n)));
    for (GradientVariance size : global.sizes()) {
      double dimension = Math.pow(2, size.qubits());
      double squared = dimension * dimension;
      double expected = squared / (2 * (squared - 1) * (dimension + 1));
      assertThat(size.mean().value()).isCloseTo(expected, within(0.15 * expected));
    }
    assertThat(global.fit().slope()).isBetween(-1.1, -0.9);
    assertThat(global.fit().standardError()).isLessThan(0.1);
    BarrenPlateau local = deep(n -> PauliSum.of("ZZ" + "I".repeat(n - 2)));
    assertThat(local.fit().slope()).isBetween(-1.1, -0.75);
  }

  private static BarrenPlateau deep(IntFunction<PauliSum> observable) {
    return BarrenPlateau.of(
        SIZES, n -> randomLayers(n, 6 * n), observable, 200, UNIFORM, new Well19937c(3));
  }

  /**
   * Cerezo et al. 2021: two layers are barren for global observables only. The first angle's local
   * derivative sees four qubits, however many there are; its variance is known to about 5%.
   */
  @Test
  void aShallowCircuitIsBarrenOnlyForGlobalObservables() {
    List<Integer> sizes = List.of(4, 6, 8, 10);
    List<RotationGate> axes = List.of(RotationGate.RX, RotationGate.RY);
    BarrenPlateau local =
        BarrenPlateau.of(
            sizes,
            n -> hardwareEfficient(n, 2, axes::get),
            n -> PauliSum.of("ZZ" + "I".repeat(n - 2)),
            1000,
            UNIFORM,
            new Well19937c(4));
    BarrenPlateau global =
        BarrenPlateau.of(
            sizes,
            n -> hardwareEfficient(n, 2, axes::get),
            n -> PauliSum.of("Z".repeat(n)),
            1000,
            UNIFORM,
            new Well19937c(4));
    assertThat(local.fit(0).slope()).isCloseTo(0, within(0.05));
    assertThat(global.fit(0).slope()).isCloseTo(-1, within(0.2));
  }

  private static Circuit randomLayers(int qubits, int layers) {
    Well19937c random = new Well19937c(77);
    List<RotationGate> axes = List.of(RotationGate.RX, RotationGate.RY, RotationGate.RZ);
    return hardwareEfficient(qubits, layers, _ -> axes.get(random.nextInt(3)));
  }

  /** RY(pi/4) everywhere, then layers of rotations and CZ on neighbours; the axis by the layer. */
  private static Circuit hardwareEfficient(int qubits, int layers, IntFunction<RotationGate> axis) {
    Circuit.Builder builder = Circuit.builder(qubits);
    for (int qubit = 0; qubit < qubits; qubit++) {
      builder.add(RotationGate.RY, qubit, Angle.of(Math.PI / 4));
    }
    int parameter = 0;
    for (int layer = 0; layer < layers; layer++) {
      for (int qubit = 0; qubit < qubits; qubit++) {
        builder.add(axis.apply(layer), qubit, Angle.parameter(parameter++));
      }
      for (int qubit = 0; qubit + 1 < qubits; qubit++) {
        builder.add(FixedGate.CZ, qubit, qubit + 1);
      }
    }
    return builder.build();
  }

  private static void assertWithin5StandardErrors(Estimate estimate, double expected) {
    assertThat(estimate.value()).isCloseTo(expected, within(5 * estimate.standardError()));
    assertThat(estimate.standardError()).isBetween(1e-9, 0.2 * expected);
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    Circuit circuit = TestStates.rotations(2, RotationGate.RY);
    Well19937c random = new Well19937c(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GradientVariance.of(circuit, PauliSum.of("ZZZ"), 10, UNIFORM, random))
        .withMessage("expected an observable on 2 qubits, got one on 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GradientVariance.of(circuit, PauliSum.of("ZZ"), 1, UNIFORM, random))
        .withMessage("expected at least 2 samples, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GradientVariance.of(
                    Circuit.builder(1).build(), PauliSum.of("Z"), 10, UNIFORM, random))
        .withMessage("expected a circuit with parameters, got one without");
    GradientVariance two = GradientVariance.of(circuit, PauliSum.of("ZZ"), 10, UNIFORM, random);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BarrenPlateau(List.of(two, two, two)))
        .withMessage("expected at least 3 different numbers of qubits, got [2, 2, 2]");
  }
}
