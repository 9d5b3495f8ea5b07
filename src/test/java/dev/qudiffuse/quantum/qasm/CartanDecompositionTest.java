package dev.qudiffuse.quantum.qasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.PauliRotation;
import dev.qudiffuse.quantum.RandomCircuits;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.TwoQubitBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CartanDecompositionTest {

  private static final double TOLERANCE = 1e-13;

  private static void requireExact(ComplexMatrix unitary) {
    CartanDecomposition cartan = CartanDecomposition.of(unitary);
    double phase = cartan.phase() + Math.PI / 4;
    ComplexMatrix product =
        cartan
            .a()
            .kronecker(cartan.b())
            .times(new TwoQubitBlock().matrix(cartan.alpha(), cartan.beta(), cartan.gamma()))
            .times(cartan.c().kronecker(cartan.d()))
            .times(Math.cos(phase), Math.sin(phase));
    assertThat(product.maxDistance(unitary)).as(unitary.toString()).isLessThan(TOLERANCE);
    for (ComplexMatrix local : List.of(cartan.a(), cartan.b(), cartan.c(), cartan.d())) {
      assertThat(local.isUnitary(TOLERANCE)).isTrue();
    }
  }

  @Test
  void randomUnitaries() {
    Random random = new Random(1);
    for (int trial = 0; trial < 500; trial++) {
      requireExact(RandomCircuits.unitary(2, random));
    }
  }

  /** Local Cliffords around each class of two-qubit Cliffords: all of the eigenvalues coincide. */
  @Test
  void cliffords() {
    List<ComplexMatrix> local = oneQubitCliffords();
    assertThat(local).hasSize(24);
    ComplexMatrix swap = FixedGate.SWAP.matrix();
    ComplexMatrix cnot = FixedGate.CNOT.matrix();
    List<ComplexMatrix> classes =
        List.of(
            ComplexMatrix.identity(4),
            cnot,
            swap,
            FixedGate.CZ.matrix(),
            cnot.times(swap),
            swap.times(cnot).times(swap));
    for (ComplexMatrix first : local) {
      for (ComplexMatrix second : local) {
        for (ComplexMatrix kind : classes) {
          requireExact(first.kronecker(second).times(kind));
          requireExact(kind.times(first.kronecker(second)).times(0.6, 0.8));
        }
      }
    }
  }

  private static List<ComplexMatrix> oneQubitCliffords() {
    List<ComplexMatrix> group = new ArrayList<>(List.of(ComplexMatrix.identity(2)));
    for (int i = 0; i < group.size(); i++) {
      for (FixedGate generator : List.of(FixedGate.H, FixedGate.S)) {
        ComplexMatrix next = generator.matrix().times(group.get(i));
        if (group.stream().noneMatch(known -> isSameUpToPhase(known, next))) {
          group.add(next);
        }
      }
    }
    return group;
  }

  private static boolean isSameUpToPhase(ComplexMatrix a, ComplexMatrix b) {
    ComplexMatrix overlap = a.adjoint().times(b);
    double re = overlap.re(0, 0) + overlap.re(1, 1);
    double im = overlap.im(0, 0) + overlap.im(1, 1);
    return Math.hypot(re, im) > 2 - 1e-9;
  }

  /** Eigenvalues that are equal, or apart by every small amount there is. */
  @Test
  void degenerateAndNearlyDegenerateUnitaries() {
    Random random = new Random(2);
    for (int exponent = 0; exponent <= 18; exponent++) {
      double small = Math.pow(10, -exponent);
      for (String letters : List.of("XX", "YY", "ZZ", "ZX")) {
        ComplexMatrix coupling = PauliRotation.of(letters).matrix(small);
        requireExact(coupling);
        requireExact(
            RandomCircuits.unitary(1, random)
                .kronecker(RandomCircuits.unitary(1, random))
                .times(coupling));
      }
      requireExact(new TwoQubitBlock().matrix(Math.PI / 4, Math.PI / 4 + small, small));
      requireExact(RotationGate.CRY.matrix(small));
      requireExact(FixedGate.SWAP.matrix().times(RotationGate.CP.matrix(small)));
    }
  }

  @Test
  void oneQubitUnitaries() {
    Random random = new Random(3);
    List<ComplexMatrix> unitaries = new ArrayList<>(oneQubitCliffords());
    for (int trial = 0; trial < 200; trial++) {
      unitaries.add(RandomCircuits.unitary(1, random));
      double small = Math.pow(10, -trial % 20);
      unitaries.add(RotationGate.RY.matrix(small).times(RotationGate.RZ.matrix(1)));
      unitaries.add(RotationGate.RX.matrix(Math.PI - small).times(RotationGate.RZ.matrix(1)));
    }
    for (ComplexMatrix unitary : unitaries) {
      EulerAngles euler = EulerAngles.of(unitary);
      double phase = euler.specialPhase();
      ComplexMatrix product =
          RotationGate.RZ
              .matrix(euler.phi())
              .times(RotationGate.RY.matrix(euler.theta()))
              .times(RotationGate.RZ.matrix(euler.lambda()))
              .times(Math.cos(phase), Math.sin(phase));
      assertThat(product.maxDistance(unitary)).isLessThan(TOLERANCE);
    }
  }

  /** A unitary to within the tolerance of UnitaryGate only comes out as near as it was. */
  @Test
  void aSlightlyPerturbedUnitaryStaysNear() {
    Random random = new Random(4);
    for (int trial = 0; trial < 50; trial++) {
      ComplexMatrix noise = Dense.randomMatrix(4, random).times(1e-11, 0);
      ComplexMatrix perturbed = FixedGate.CNOT.matrix().plus(noise);
      CartanDecomposition cartan = CartanDecomposition.of(perturbed);
      double phase = cartan.phase() + Math.PI / 4;
      ComplexMatrix product =
          cartan
              .a()
              .kronecker(cartan.b())
              .times(new TwoQubitBlock().matrix(cartan.alpha(), cartan.beta(), cartan.gamma()))
              .times(cartan.c().kronecker(cartan.d()))
              .times(Math.cos(phase), Math.sin(phase));
      assertThat(product.maxDistance(perturbed)).isLessThan(1e-9);
    }
  }
}
