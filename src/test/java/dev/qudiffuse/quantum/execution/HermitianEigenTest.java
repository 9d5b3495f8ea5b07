package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.PauliString;
import dev.qudiffuse.quantum.RandomCircuits;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HermitianEigenTest {

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void takesRandomMatricesApart(int seed) {
    Random random = new Random(seed);
    assertTakesApart(Dense.randomMatrix(1 << (seed % 5 + 1), random).hermitianPart());
  }

  /** Half of the eigenvalues are 1, half are -1. */
  @ParameterizedTest
  @ValueSource(strings = {"X", "Y", "XX", "YZ", "XYZ", "YIY", "XXXX", "IIYI"})
  void takesPauliStringsApart(String letters) {
    HermitianEigen eigen = assertTakesApart(PauliString.of(letters).matrix());
    int half = eigen.values().length / 2;
    for (int i = 0; i < 2 * half; i++) {
      assertThat(eigen.values()[i]).isCloseTo(i < half ? -1 : 1, within(1e-12));
    }
  }

  /** Eigenvalues that coincide, or nearly do, in every multiplicity. */
  @ParameterizedTest
  @MethodSource("seeds")
  void takesDegenerateMatricesApart(int seed) {
    Random random = new Random(seed);
    ComplexMatrix basis =
        RandomCircuits.unitary(2, random).kronecker(RandomCircuits.unitary(2, random));
    double[] diagonal = new double[256];
    for (int i = 0; i < 16; i++) {
      diagonal[17 * i] = random.nextInt(3) + (seed % 2) * 1e-13 * random.nextGaussian();
    }
    assertTakesApart(
        basis.times(ComplexMatrix.real(16, diagonal)).times(basis.adjoint()).hermitianPart());
  }

  @Test
  void keepsTheOrderOfADiagonalMatrix() {
    HermitianEigen eigen =
        assertTakesApart(ComplexMatrix.real(4, 3, 0, 0, 0, 0, -1, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0));
    assertThat(eigen.values()).containsExactly(3, -1, 3, 0);
    assertThat(eigen.vectors()).isEqualTo(ComplexMatrix.identity(4));
  }

  @Test
  void sortsTheEigenvaluesOfAnyOther() {
    assertThat(assertTakesApart(ComplexMatrix.real(2, 1, 2, 2, 1)).values())
        .usingComparatorWithPrecision(1e-14)
        .containsExactly(-1, 3);
  }

  private static HermitianEigen assertTakesApart(ComplexMatrix matrix) {
    HermitianEigen eigen = HermitianEigen.of(matrix);
    int size = matrix.size();
    double[] diagonal = new double[size * size];
    for (int i = 0; i < size; i++) {
      diagonal[(size + 1) * i] = eigen.values()[i];
    }
    assertThat(eigen.vectors().isUnitary(1e-12)).isTrue();
    assertThat(
            eigen
                .vectors()
                .times(ComplexMatrix.real(size, diagonal))
                .times(eigen.vectors().adjoint())
                .maxDistance(matrix))
        .isLessThan(1e-12);
    return eigen;
  }
}
