package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ComplexMatrixTest {

  @Test
  void multipliesComplexNumbers() {
    ComplexMatrix a = ComplexMatrix.of(1, new double[] {2}, new double[] {3});
    ComplexMatrix b = ComplexMatrix.of(1, new double[] {5}, new double[] {7});
    ComplexMatrix product = ComplexMatrix.of(1, new double[] {-11}, new double[] {29});
    assertThat(a.times(b)).isEqualTo(product);
    assertThat(a.times(5, 7)).isEqualTo(product);
    assertThat(a.kronecker(b)).isEqualTo(product);
  }

  @Test
  void multipliesRowsWithColumns() {
    ComplexMatrix a = ComplexMatrix.real(2, 1, 2, 3, 4);
    ComplexMatrix b = ComplexMatrix.real(2, 5, 6, 7, 8);
    assertThat(a.times(b)).isEqualTo(ComplexMatrix.real(2, 19, 22, 43, 50));
  }

  @Test
  void theLeftFactorOfAKroneckerProductIsTheMoreSignificant() {
    ComplexMatrix product =
        ComplexMatrix.real(2, 1, 0, 0, 2).kronecker(ComplexMatrix.real(2, 3, 0, 0, 5));
    assertThat(product)
        .isEqualTo(ComplexMatrix.real(4, 3, 0, 0, 0, 0, 5, 0, 0, 0, 0, 6, 0, 0, 0, 0, 10));
  }

  @Test
  void theAdjointReversesAProduct() {
    Random random = new Random(1);
    ComplexMatrix a = Dense.randomMatrix(3, random);
    ComplexMatrix b = Dense.randomMatrix(3, random);
    assertThat(a.times(b).adjoint().maxDistance(b.adjoint().times(a.adjoint()))).isLessThan(1e-14);
  }

  @Test
  void theHermitianPartIsItsOwnAdjoint() {
    ComplexMatrix hermitian = Dense.randomMatrix(4, new Random(2)).hermitianPart();
    assertThat(hermitian.adjoint().maxDistance(hermitian)).isZero();
    assertThat(hermitian.hermitianPart()).isEqualTo(hermitian);
  }

  @Test
  void aDistanceDoesNotPassOverNotANumber() {
    ComplexMatrix wrong = ComplexMatrix.real(2, 1, Double.NaN, 0, 1);
    assertThat(wrong.maxDistance(ComplexMatrix.identity(2))).isNaN();
    assertThat(wrong.isUnitary(1e-3)).isFalse();
  }

  @Test
  void keepsItsOwnCopy() {
    double[] re = {1, 0, 0, 1};
    ComplexMatrix matrix = ComplexMatrix.real(2, re);
    re[0] = 5;
    assertThat(matrix)
        .isEqualTo(ComplexMatrix.identity(2))
        .hasSameHashCodeAs(ComplexMatrix.identity(2));
  }

  @Test
  void namesSizesThatDoNotFit() {
    assertThatThrownBy(() -> ComplexMatrix.real(2, 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 2 x 2")
        .hasMessageContaining("got 3");
    ComplexMatrix two = ComplexMatrix.identity(2);
    ComplexMatrix four = ComplexMatrix.identity(4);
    assertThatThrownBy(() -> two.times(four)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> two.plus(four)).isInstanceOf(IllegalArgumentException.class);
  }
}
