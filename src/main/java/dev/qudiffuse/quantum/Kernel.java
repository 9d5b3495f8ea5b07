package dev.qudiffuse.quantum;

import java.util.List;

/**
 * One compiled step of a circuit: a unitary U that knows how to act on the amplitudes, how to undo
 * itself, and what its angles' gradients are. Immutable and safe to share; the derivation of {@link
 * #backward} is in {@link AdjointGradient}.
 *
 * <p>All loops run over one flat index of the pairs (or quadruples) of amplitudes that mix, with
 * zero bits inserted at the qubits of the gate; see {@link Bits}. So a gate costs the same on every
 * qubit.
 */
sealed interface Kernel
    permits GlobalPhaseKernel,
        HadamardKernel,
        MatrixKernel,
        PauliRotationKernel,
        RotationKernel,
        SignKernel,
        SweepKernel,
        TwoQubitBlockKernel,
        TwoQubitMatrixKernel {

  /** {@code psi <- U psi}. */
  void apply(double[] angles, double[] re, double[] im);

  /** {@code psi <- U^dagger psi}. */
  void applyInverse(double[] angles, double[] re, double[] im);

  /**
   * One step of the adjoint method: on entry {@code state} and {@code cotangent} belong to the
   * output of this kernel; adds to {@code gradient} what its angles contribute, and takes both back
   * to its input.
   */
  default void backward(
      double[] angles, StateVector state, StateVector cotangent, double[] gradient) {
    applyInverse(angles, state.re(), state.im());
    applyInverse(angles, cotangent.re(), cotangent.im());
  }

  /** The angles of this kernel, in the order in which {@link #addDerivative} counts them. */
  default List<Angle> angles() {
    return List.of();
  }

  /**
   * Adds {@code factor (dU/d angle) U^dagger psi} to {@code sum}, where psi is the output of this
   * kernel. Every angle's generator commutes with U, so that this does not depend on the angles.
   *
   * @param angle which of {@link #angles()}
   */
  default void addDerivative(int angle, double factor, StateVector output, StateVector sum) {
    throw new IndexOutOfBoundsException("there is no angle " + angle + " in " + this);
  }
}
