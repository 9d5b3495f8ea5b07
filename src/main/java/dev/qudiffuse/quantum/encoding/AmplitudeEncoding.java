package dev.qudiffuse.quantum.encoding;

import dev.qudiffuse.quantum.AmplitudeEmbedding;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.StateVector;

/**
 * Amplitude encoding: the features, divided by their length and padded with zeros, are the
 * amplitudes. So the length is lost, and features that are all 0 have no state. The circuit is
 * {@link StatePreparation}'s.
 *
 * <p>Wraps {@link AmplitudeEmbedding}, which a hot path calls itself: that one keeps the length of
 * the features for the backward pass, allocates nothing, and takes larger registers as well.
 */
public enum AmplitudeEncoding implements DifferentiableEncoding {
  /** Feature i is amplitude i. */
  REAL("amplitude", 1),
  /**
   * Features 2i and 2i + 1 are real and imaginary part of amplitude i. Where their number is odd,
   * the last imaginary part is 0. The circuit's state differs by a global phase.
   */
  COMPLEX("complex-amplitude", 2);

  private static final double TOLERANCE = 1e-10;

  private final String key;
  private final int featuresPerAmplitude;

  AmplitudeEncoding(String key, int featuresPerAmplitude) {
    this.key = key;
    this.featuresPerAmplitude = featuresPerAmplitude;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public int capacity(int qubits) {
    // 2^30 complex amplitudes have more parts than an array can.
    long parts = (long) featuresPerAmplitude << Features.requireQubits(qubits);
    return (int) Math.min(parts, Integer.MAX_VALUE);
  }

  @Override
  public int qubits(int features) {
    return AmplitudeEmbedding.qubits(
        Math.ceilDiv(Features.requireCount(this, features), featuresPerAmplitude));
  }

  @Override
  public void encode(double[] features, StateVector state) {
    embed(features, state);
  }

  /** Encodes and returns the length of the features. */
  private double embed(double[] features, StateVector state) {
    Features.requireFit(this, features, state);
    double norm =
        switch (this) {
          case REAL -> AmplitudeEmbedding.embed(features, state);
          case COMPLEX -> AmplitudeEmbedding.embed(part(features, 0), part(features, 1), state);
        };
    // Where the squares of the features are not numbers a double can hold, neither is this.
    if (!(Math.abs(state.squaredNorm() - 1) <= TOLERANCE)) {
      throw new IllegalArgumentException(
          "%s encoding: expected features of a length between about 1e-150 and 1e150, got %s"
              .formatted(key, norm));
    }
    return norm;
  }

  /** The real parts (0) or the imaginary parts (1). */
  private static double[] part(double[] features, int part) {
    double[] values = new double[Math.ceilDiv(features.length, 2)];
    for (int i = part; i < features.length; i += 2) {
      values[i / 2] = features[i];
    }
    return values;
  }

  @Override
  public Circuit circuit(double[] features) {
    StateVector state = new StateVector(qubits(features.length));
    encode(features, state);
    return switch (this) {
      case REAL -> StatePreparation.real(state);
      case COMPLEX -> StatePreparation.complex(state);
    };
  }

  @Override
  public void backward(double[] features, StateVector cotangent, double[] gradient) {
    Features.requireFit(this, features, cotangent, gradient);
    StateVector state = new StateVector(cotangent.qubits());
    double norm = embed(features, state);
    switch (this) {
      case REAL -> AmplitudeEmbedding.backward(state, cotangent, norm, gradient);
      case COMPLEX -> {
        double[] re = new double[Math.ceilDiv(features.length, 2)];
        double[] im = new double[re.length];
        AmplitudeEmbedding.backward(state, cotangent, norm, re, im);
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += (i % 2 == 0 ? re : im)[i / 2];
        }
      }
    }
  }
}
