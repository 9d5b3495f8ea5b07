package dev.qudiffuse.quantum.ansatz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.TwoQubitBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ansatzes that give up half of their qubits in every layer: QCNN and MERA. */
class CoarseningTest {

  private static final Qcnn QCNN = new Qcnn();
  private static final Mera MERA = new Mera();

  private final Random random = new Random(23);

  /** {@code RZ RY RZ} on either qubit, the block, and the rotations again: 15 angles. */
  private static ComplexMatrix unitary(double[] a, int first) {
    ComplexMatrix before = rotation(a, first).kronecker(rotation(a, first + 3));
    ComplexMatrix block = new TwoQubitBlock().matrix(a[first + 6], a[first + 7], a[first + 8]);
    ComplexMatrix after = rotation(a, first + 9).kronecker(rotation(a, first + 12));
    return after.times(block).times(before);
  }

  private static ComplexMatrix rotation(double[] a, int first) {
    return RotationGate.RZ
        .matrix(a[first + 2])
        .times(RotationGate.RY.matrix(a[first + 1]))
        .times(RotationGate.RZ.matrix(a[first]));
  }

  /** On the pair (kept, discarded): RZ where the second is 1, RX where it is 0. */
  private static ComplexMatrix pooling(double[] a, int first) {
    ComplexMatrix zero = ComplexMatrix.real(2, 1, 0, 0, 0);
    ComplexMatrix one = ComplexMatrix.real(2, 0, 0, 0, 1);
    return RotationGate.RZ
        .matrix(a[first])
        .kronecker(one)
        .plus(RotationGate.RX.matrix(a[first + 1]).kronecker(zero));
  }

  private static ComplexMatrix on(int qubits, ComplexMatrix matrix, int first, int second) {
    return Dense.onRegister(qubits, matrix, List.of(first, second));
  }

  @Test
  void aQcnnConvolvesAllNeighboursAlikeAndPools() {
    double[] a = Dense.gaussians(34, random);
    Circuit circuit = QCNN.circuit(4, 2);
    ComplexMatrix u = unitary(a, 0);
    ComplexMatrix p = pooling(a, 15);
    ComplexMatrix expected =
        product(
            on(4, u, 0, 1),
            on(4, u, 2, 3),
            on(4, u, 1, 2),
            on(4, u, 3, 0),
            on(4, p, 0, 1),
            on(4, p, 2, 3),
            on(4, unitary(a, 17), 0, 2),
            on(4, pooling(a, 32), 0, 2));
    assertThat(circuit.parameterCount()).isEqualTo(34);
    assertThat(Dense.simulated(circuit, a).maxDistance(expected)).isLessThan(1e-13);
  }

  @Test
  void aQubitWithoutAPartnerIsKept() {
    double[] a = Dense.gaussians(17, random);
    ComplexMatrix expected =
        product(
            on(3, unitary(a, 0), 0, 1), on(3, unitary(a, 0), 1, 2), on(3, pooling(a, 15), 0, 1));
    assertThat(Dense.simulated(QCNN.circuit(3, 1), a).maxDistance(expected)).isLessThan(1e-13);
  }

  @Test
  void aMeraDisentanglesBetweenThePairsThatItMerges() {
    double[] a = Dense.gaussians(75, random);
    Circuit circuit = MERA.circuit(4, 2);
    ComplexMatrix expected =
        product(
            on(4, unitary(a, 0), 1, 2),
            on(4, unitary(a, 15), 3, 0),
            on(4, unitary(a, 30), 0, 1),
            on(4, unitary(a, 45), 2, 3),
            on(4, unitary(a, 60), 0, 2));
    assertThat(circuit.parameterCount()).isEqualTo(75);
    assertThat(Dense.simulated(circuit, a).maxDistance(expected)).isLessThan(1e-13);
  }

  /** The product of matrices, the first applied first. */
  private static ComplexMatrix product(ComplexMatrix... factors) {
    return Arrays.stream(factors).reduce((first, second) -> second.times(first)).orElseThrow();
  }

  /** 15 m angles on m qubits of an even number above 2: 120 on 8, 60 on 4, 15 on 2. */
  @Test
  void countsParameters() {
    assertThat(MERA.parameters(8, 3)).isEqualTo(120 + 60 + 15);
    assertThat(MERA.parameters(2, 1)).isEqualTo(15);
    // 7 qubits: disentanglers (1,2), (3,4), (5,6), isometries (0,1), (2,3), (4,5).
    assertThat(MERA.parameters(7, 1)).isEqualTo(6 * 15);
    assertThat(QCNN.parameters(8, 3)).isEqualTo(3 * 17);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 0, '0,1,2,3,4,5,6,7'", "8, 1, '0,2,4,6'", "8, 2, '0,4'", "8, 3, '0'",
    "7, 1, '0,2,4,6'", "5, 2, '0,4'", "6, 3, '0'", "3, 1, '0,2'"
  })
  void saysWhichQubitsRemain(int qubits, int layers, String expected) {
    List<Integer> remaining = Arrays.stream(expected.split(",")).map(Integer::valueOf).toList();
    assertThat(QCNN.remaining(qubits, layers)).isEqualTo(remaining);
    assertThat(MERA.remaining(qubits, layers)).isEqualTo(remaining);
  }

  @Test
  void noLaterLayerTouchesADiscardedQubit() {
    for (Ansatz ansatz : List.of(QCNN, MERA)) {
      for (int qubits = 2; qubits <= 9; qubits++) {
        Circuit whole = ansatz.circuit(qubits, qubits <= 2 ? 1 : 2);
        int first = ansatz.circuit(qubits, 1).operations().size();
        assertThat(whole.operations().subList(first, whole.operations().size()))
            .flatExtracting(Operation::qubits)
            .isSubsetOf(QCNN.remaining(qubits, 1));
      }
    }
  }

  /** What is read of the kept qubit is what measuring the other and then rotating would leave. */
  @Test
  void poolingIsMeasuringDeferred() {
    double[] a = Dense.gaussians(17, random);
    StateVector state = Dense.randomState(2, random);
    StateVector convolved = Dense.times(unitary(a, 0), state);
    new StateVectorSimulator().run(QCNN.circuit(2, 1), a, state);

    ComplexMatrix measured =
        branch(convolved, 0, RotationGate.RX.matrix(a[16]))
            .plus(branch(convolved, 1, RotationGate.RZ.matrix(a[15])));
    ComplexMatrix identity = ComplexMatrix.identity(2);
    ComplexMatrix deferred = branch(state, 0, identity).plus(branch(state, 1, identity));
    assertThat(deferred.maxDistance(measured)).isLessThan(1e-14);
  }

  /**
   * {@code U |k><k| U^dagger} of the first qubit's state k, not normalised, if the second is so.
   */
  private static ComplexMatrix branch(StateVector state, int outcome, ComplexMatrix u) {
    double[] re = new double[4];
    double[] im = new double[4];
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        int i = 2 * row + outcome;
        int j = 2 * column + outcome;
        re[2 * row + column] = state.re()[i] * state.re()[j] + state.im()[i] * state.im()[j];
        im[2 * row + column] = state.im()[i] * state.re()[j] - state.re()[i] * state.im()[j];
      }
    }
    return u.times(ComplexMatrix.of(2, re, im)).times(u.adjoint());
  }

  @Test
  void refusesMoreLayersThanLeaveAQubit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QCNN.circuit(8, 4))
        .withMessage(
            "qcnn: expected at most 3 layers on 8 qubits, of which each layer keeps half, got 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MERA.parameters(5, 4))
        .withMessage(
            "mera: expected at most 3 layers on 5 qubits, of which each layer keeps half, got 4");
  }
}
