package dev.qudiffuse.quantum.encoding;

import dev.qudiffuse.quantum.StateVector;

/** An encoding whose state has a derivative with respect to every feature. */
public sealed interface DifferentiableEncoding extends Encoding
    permits AmplitudeEncoding, ProductEncoding {

  /**
   * Adds the gradient of a real function L of the encoded state. Allocates states of its own.
   *
   * @param features that were encoded
   * @param cotangent {@code dL/dRe(psi) + i dL/dIm(psi)} at their state; left as it is
   * @param gradient to which {@code dL/dfeatures} is added
   * @throws IllegalArgumentException if the features cannot be encoded, or the cotangent or the
   *     gradient is not of their size
   */
  void backward(double[] features, StateVector cotangent, double[] gradient);
}
