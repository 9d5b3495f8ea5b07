package dev.qudiffuse.quantum;

/**
 * The Hadamard test: an ancilla in (|0> + |1>)/sqrt 2 controls U, a Hadamard follows, and the
 * ancilla's Z has the expectation value
 *
 * <pre>
 * h = Re &lt;psi_0| U |psi_0&gt;
 * </pre>
 *
 * <p>A simulator needs no ancilla: the value is the real inner product of the input with the output
 * of U. Both ends depend on {@code psi_0}, so both receive a cotangent; that of the output still
 * has to be taken back through U by {@link AdjointGradient} and added to that of the input.
 */
public final class HadamardTest {

  private HadamardTest() {}

  /** The value, from the input psi_0 and the output U psi_0. */
  public static double value(StateVector initial, StateVector evolved) {
    return initial.realInnerProduct(evolved);
  }

  /**
   * Adds the cotangents of both ends.
   *
   * @param valueCotangent derivative of the loss with respect to the value
   */
  public static void backward(
      StateVector initial,
      StateVector evolved,
      double valueCotangent,
      StateVector initialCotangent,
      StateVector evolvedCotangent) {
    initialCotangent.addScaled(valueCotangent, evolved);
    evolvedCotangent.addScaled(valueCotangent, initial);
  }
}
