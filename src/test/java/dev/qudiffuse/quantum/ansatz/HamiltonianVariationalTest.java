package dev.qudiffuse.quantum.ansatz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.PauliSum;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.junit.jupiter.api.Test;

class HamiltonianVariationalTest {

  /** {@code exp(-i theta H)} by its series, halving theta until it converges fast. */
  private static ComplexMatrix evolution(PauliSum hamiltonian, double theta) {
    int halvings = 8;
    ComplexMatrix exponent = hamiltonian.registerMatrix().times(0, -theta / (1 << halvings));
    ComplexMatrix power = ComplexMatrix.identity(exponent.size());
    ComplexMatrix sum = power;
    for (int k = 1; k <= 12; k++) {
      power = power.times(exponent).times(1.0 / k, 0);
      sum = sum.plus(power);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.times(sum);
    }
    return sum;
  }

  @Test
  void anIsingLayerIsTheProductOfTheEvolutionsUnderItsParts() {
    for (int qubits = 2; qubits <= 4; qubits++) {
      PauliSum zz = SpinModel.transverseFieldIsing(qubits, -1, 0);
      PauliSum x = SpinModel.transverseFieldIsing(qubits, 0, -1);
      Circuit circuit = HamiltonianVariational.TRANSVERSE_FIELD_ISING.circuit(qubits, 2);
      double[] angles = Dense.gaussians(4, new Random(qubits));
      ComplexMatrix expected =
          evolution(x, angles[3])
              .times(evolution(zz, angles[2]))
              .times(evolution(x, angles[1]))
              .times(evolution(zz, angles[0]));
      assertThat(circuit.parameterCount()).isEqualTo(4);
      assertThat(Dense.simulated(circuit, angles).maxDistance(expected)).isLessThan(1e-12);
    }
  }

  @Test
  void aHeisenbergLayerIsTheProductOfTheEvolutionsUnderItsParts() {
    for (int qubits = 2; qubits <= 4; qubits++) {
      Circuit circuit = HamiltonianVariational.HEISENBERG.circuit(qubits, 1);
      double[] angles = Dense.gaussians(3, new Random(qubits));
      ComplexMatrix expected =
          evolution(SpinModel.heisenberg(qubits, 0, 0, 1), angles[2])
              .times(evolution(SpinModel.heisenberg(qubits, 0, 1, 0), angles[1]))
              .times(evolution(SpinModel.heisenberg(qubits, 1, 0, 0), angles[0]));
      assertThat(circuit.parameterCount()).isEqualTo(3);
      assertThat(Dense.simulated(circuit, angles).maxDistance(expected)).isLessThan(1e-12);
    }
  }

  @Test
  void hamiltoniansHaveTheirTermsOnARing() {
    PauliSum ising = SpinModel.transverseFieldIsing(3, 2, 0.5);
    assertThat(ising.terms().stream().map(t -> t.coefficient() + t.string().toString()))
        .containsExactly("-2.0ZZI", "-2.0IZZ", "-2.0ZIZ", "-0.5XII", "-0.5IXI", "-0.5IIX");
    PauliSum heisenberg = SpinModel.heisenberg(2, 1, 2, 3);
    assertThat(heisenberg.terms().stream().map(t -> t.coefficient() + t.string().toString()))
        .containsExactly("1.0XX", "2.0YY", "3.0ZZ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpinModel.heisenberg(1, 1, 1, 1))
        .withMessage("expected 2 to 30 qubits, got 1");
  }

  /** Free fermions: at J = h the ground state of an even ring has energy -2 J / sin(pi / 2n). */
  @Test
  void theCriticalIsingRingHasTheEnergyOfFreeFermions() {
    for (int qubits : new int[] {4, 6}) {
      assertThat(groundEnergy(SpinModel.transverseFieldIsing(qubits, 1.5, 1.5)))
          .isCloseTo(-3 / Math.sin(Math.PI / (2 * qubits)), within(1e-10));
    }
  }

  /** Two spins make a singlet of energy -3, four on a ring have -8 (in spins of 1/2: -2). */
  @Test
  void theHeisenbergRingHasItsKnownEnergy() {
    assertThat(groundEnergy(SpinModel.heisenberg(2, 1, 1, 1))).isCloseTo(-3, within(1e-10));
    assertThat(groundEnergy(SpinModel.heisenberg(4, 1, 1, 1))).isCloseTo(-8, within(1e-10));
  }

  /** Of a Hamiltonian with an even number of Ys in every string, which is real. */
  private static double groundEnergy(PauliSum hamiltonian) {
    ComplexMatrix matrix = hamiltonian.registerMatrix();
    double[][] rows =
        IntStream.range(0, matrix.size())
            .mapToObj(
                row ->
                    IntStream.range(0, matrix.size())
                        .mapToDouble(column -> matrix.re(row, column))
                        .toArray())
            .toArray(double[][]::new);
    double[] energies =
        new EigenDecomposition(MatrixUtils.createRealMatrix(rows)).getRealEigenvalues();
    return IntStream.range(0, energies.length).mapToDouble(i -> energies[i]).min().orElseThrow();
  }
}
