package dev.qudiffuse.quantum;

/**
 * The gradient of a real function of a circuit's output, by the adjoint method (Jones and Gacon,
 * arXiv 2009.02823): one walk back through the circuit, whatever the number of angles.
 *
 * <p>Let {@code psi = U_m ... U_1 psi_0} and L a real function of psi with cotangent {@code g =
 * dL/dRe(psi) + i dL/dIm(psi)}, so that {@code dL = Re <g|d psi>}. Write psi_k and g_k for state
 * and cotangent just after U_k. Then
 *
 * <pre>
 * dL/d theta_k = Re &lt;g_k| (dU_k/d theta) U_k^dagger |psi_k&gt;
 * psi_(k-1) = U_k^dagger psi_k        g_(k-1) = U_k^dagger g_k
 * </pre>
 *
 * <p>For {@code U = exp(-i theta/2 G)} the derivative {@code dU U^dagger} is {@code -i G / 2}, and
 * the contribution {@code Im <g|G|psi> / 2}. Walking ends at {@code psi_0} and at its cotangent
 * {@code g_0}, which is the gradient with respect to the input. No intermediate state is ever
 * stored. Stateless and thread-safe; allocates nothing.
 */
public final class AdjointGradient {

  /**
   * Walks back from the output of {@code circuit} to its input.
   *
   * @param angles the parameters of the run
   * @param state the output of the run; rewound to its input
   * @param cotangent of the output on entry, of the input on exit
   * @param angleGradient to which the derivative with respect to each parameter is added
   * @throws IllegalArgumentException if the number of angles, of gradients or of qubits is not the
   *     circuit's
   */
  public void backward(
      Circuit circuit,
      double[] angles,
      StateVector state,
      StateVector cotangent,
      double[] angleGradient) {
    circuit.requireArguments(angles, state);
    state.requireSameSize(cotangent);
    if (angleGradient.length != circuit.parameterCount()) {
      throw new IllegalArgumentException(
          "expected " + circuit.parameterCount() + " angle gradients, got " + angleGradient.length);
    }
    Kernel[] kernels = circuit.kernels();
    for (int i = kernels.length - 1; i >= 0; i--) {
      kernels[i].backward(angles, state, cotangent, angleGradient);
    }
  }
}
