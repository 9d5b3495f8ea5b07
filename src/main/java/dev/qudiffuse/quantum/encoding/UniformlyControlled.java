package dev.qudiffuse.quantum.encoding;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.RotationGate;
import java.util.ArrayList;
import java.util.List;

/**
 * A rotation of qubit k by an angle that depends on the bits of qubits 0 to k-1: {@code theta_p}
 * for the bits p, as a number with qubit 0 the most significant.
 *
 * <p>Since {@code X R(alpha) X = R(-alpha)} for RY and RZ, a CNOT before and after a rotation turns
 * its sign where the control is 1. With {@code 2^k} rotations, and between them CNOTs whose
 * controls are the bits that change in a Gray code g, rotation i has the sign of the parity of
 * {@code p & g_i} (Mottonen et al., arXiv quant-ph/0407010, eq. 3):
 *
 * <pre>
 * theta_p = sum_i (-1)^(ones of p &amp; g_i) alpha_i      alpha_i = 2^-k sum_p (-1)^(ones of p &amp; g_i) theta_p
 * </pre>
 *
 * <p>The operations may as well be taken in reverse order.
 */
record UniformlyControlled(List<Operation> operations) {

  /** The rotation of qubit {@code log2} of the number of angles. */
  static UniformlyControlled of(RotationGate gate, double[] angles) {
    int controls = Integer.numberOfTrailingZeros(angles.length);
    double[] alphas = angles.clone();
    walshHadamard(alphas);
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < angles.length; i++) {
      int gray = i ^ (i >> 1);
      Angle angle = Angle.of(alphas[gray] / angles.length);
      operations.add(new Operation(gate, List.of(controls), List.of(angle)));
      if (controls > 0) {
        // From the last code word back to the first it is the highest bit that changes.
        int bit = Math.min(Integer.numberOfTrailingZeros(i + 1), controls - 1);
        operations.add(
            new Operation(FixedGate.CNOT, List.of(controls - 1 - bit, controls), List.of()));
      }
    }
    return new UniformlyControlled(List.copyOf(operations));
  }

  /** {@code a_g <- sum_p (-1)^(ones of p & g) a_p}, in place. */
  private static void walshHadamard(double[] a) {
    for (int stride = 1; stride < a.length; stride *= 2) {
      for (int i = 0; i < a.length; i++) {
        if ((i & stride) == 0) {
          double sum = a[i] + a[i + stride];
          a[i + stride] = a[i] - a[i + stride];
          a[i] = sum;
        }
      }
    }
  }

  /**
   * This, then the other in reverse: the CNOT that ends the one and begins the other is no more.
   */
  UniformlyControlled thenReversed(UniformlyControlled other) {
    boolean meet = operations.getLast().equals(other.operations.getLast());
    int cancelled = meet ? 1 : 0;
    List<Operation> both = new ArrayList<>(operations.subList(0, operations.size() - cancelled));
    both.addAll(other.operations.reversed().subList(cancelled, other.operations.size()));
    return new UniformlyControlled(List.copyOf(both));
  }

  void appendTo(Circuit.Builder circuit) {
    operations.forEach(circuit::add);
  }
}
