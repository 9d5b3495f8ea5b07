package dev.qudiffuse.quantum;

import java.util.Arrays;

/**
 * Amplitude encoding: a vector of N numbers becomes the state {@code sum_i x_i / |x| |i>} on {@code
 * ceil(log2 N)} qubits or more, padded with zeros.
 *
 * <p>Backward: with {@code psi = x / |x|} and cotangent g, {@code dL/dx = (g - psi Re <psi|g>) /
 * |x|}: what changes only the length of x changes nothing. Thread-safe; allocates nothing.
 */
public final class AmplitudeEmbedding {

  private AmplitudeEmbedding() {}

  /** The fewest qubits that hold {@code features} amplitudes. */
  public static int qubits(int features) {
    if (features < 1) {
      throw new IllegalArgumentException("expected at least 1 feature, got " + features);
    }
    return Math.max(1, 32 - Integer.numberOfLeadingZeros(features - 1));
  }

  /**
   * Encodes a real vector.
   *
   * @return the length of the vector, which {@link #backward(StateVector, StateVector, double,
   *     double[])} needs
   * @throws IllegalArgumentException if the vector is zero or longer than the state
   */
  public static double embed(double[] x, StateVector state) {
    requireFits(x.length, state);
    Arrays.fill(state.im(), 0);
    place(x, state.re());
    return normalise(state);
  }

  /**
   * Encodes a complex vector.
   *
   * @return the length of the vector, which the backward pass needs
   * @throws IllegalArgumentException if the vector is zero or longer than the state, or its parts
   *     differ in length
   */
  public static double embed(double[] re, double[] im, StateVector state) {
    if (re.length != im.length) {
      throw new IllegalArgumentException(
          "expected as many imaginary as real parts, got " + im.length + " and " + re.length);
    }
    requireFits(re.length, state);
    place(re, state.re());
    place(im, state.im());
    return normalise(state);
  }

  /**
   * Adds the gradient of a real vector.
   *
   * @param state the encoded state
   * @param cotangent of that state
   * @param norm what {@code embed} returned
   * @param gradient to which the vector's gradient is added
   */
  public static void backward(
      StateVector state, StateVector cotangent, double norm, double[] gradient) {
    requireFits(gradient.length, state);
    double radial = state.realInnerProduct(cotangent);
    add(cotangent.re(), state.re(), radial, norm, gradient);
  }

  /** Adds the gradient of a complex vector: that of its real and that of its imaginary parts. */
  public static void backward(
      StateVector state,
      StateVector cotangent,
      double norm,
      double[] reGradient,
      double[] imGradient) {
    requireFits(Math.max(reGradient.length, imGradient.length), state);
    double radial = state.realInnerProduct(cotangent);
    add(cotangent.re(), state.re(), radial, norm, reGradient);
    add(cotangent.im(), state.im(), radial, norm, imGradient);
  }

  private static void add(
      double[] cotangent, double[] state, double radial, double norm, double[] gradient) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += (cotangent[i] - state[i] * radial) / norm;
    }
  }

  private static void place(double[] values, double[] amplitudes) {
    System.arraycopy(values, 0, amplitudes, 0, values.length);
    Arrays.fill(amplitudes, values.length, amplitudes.length, 0);
  }

  private static double normalise(StateVector state) {
    double norm = Math.sqrt(state.squaredNorm());
    if (norm == 0) {
      throw new IllegalArgumentException("a vector of zeros cannot be encoded as a state");
    }
    double[] re = state.re();
    double[] im = state.im();
    for (int i = 0; i < re.length; i++) {
      re[i] /= norm;
      im[i] /= norm;
    }
    return norm;
  }

  private static void requireFits(int length, StateVector state) {
    if (length > state.dimension()) {
      throw new IllegalArgumentException(
          "expected at most "
              + state.dimension()
              + " features for "
              + state.qubits()
              + " qubits, got "
              + length);
    }
  }
}
