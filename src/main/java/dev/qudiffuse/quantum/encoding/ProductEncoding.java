package dev.qudiffuse.quantum.encoding;

import dev.qudiffuse.quantum.AdjointGradient;
import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.StateVector;
import org.apache.commons.math3.util.FastMath;

/**
 * The encodings in which every qubit has a state of its own, so that the register's state is their
 * product and the circuit one or two gates deep. Features are angles in radians and become the
 * parameters of the circuit.
 */
public enum ProductEncoding implements DifferentiableEncoding {
  /** {@code RY(x)}: {@code cos(x/2) |0> + sin(x/2) |1>} on the qubit of each feature. */
  ANGLE("angle", 1),
  /** H and {@code P(x)}: {@code (|0> + e^(ix) |1>) / sqrt 2} on the qubit of each feature. */
  PHASE("phase", 1),
  /**
   * {@code RY(x)} and {@code P(y)}: {@code cos(x/2) |0> + e^(iy) sin(x/2) |1>} on the qubit of each
   * two features x, y (LaRose and Coyle, arXiv 2003.01695). Where their number is odd, the last y
   * is 0.
   */
  DENSE_ANGLE("dense-angle", 2);

  private static final double SQRT_HALF = FastMath.sqrt(0.5);

  private final String key;
  private final int featuresPerQubit;

  ProductEncoding(String key, int featuresPerQubit) {
    this.key = key;
    this.featuresPerQubit = featuresPerQubit;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public int capacity(int qubits) {
    return featuresPerQubit * Features.requireQubits(qubits);
  }

  @Override
  public int qubits(int features) {
    return Math.ceilDiv(Features.requireCount(this, features), featuresPerQubit);
  }

  @Override
  public void encode(double[] features, StateVector state) {
    Features.requireFit(this, features, state);
    state.setBasisState(0);
    // Qubit by qubit: after k of them the product stands in the first 2^k amplitudes.
    for (int qubit = 0; qubit < state.qubits(); qubit++) {
      double x = features[featuresPerQubit * qubit];
      switch (this) {
        case ANGLE -> appendQubit(state, 1 << qubit, FastMath.cos(x / 2), FastMath.sin(x / 2), 0);
        case PHASE -> appendQubit(state, 1 << qubit, SQRT_HALF, SQRT_HALF, x);
        case DENSE_ANGLE -> {
          double y = 2 * qubit + 1 < features.length ? features[2 * qubit + 1] : 0;
          appendQubit(state, 1 << qubit, FastMath.cos(x / 2), FastMath.sin(x / 2), y);
        }
      }
    }
  }

  /** The product of the first {@code count} amplitudes and {@code (zero, e^(i phase) one)}. */
  private static void appendQubit(
      StateVector state, int count, double zero, double one, double phase) {
    double oneRe = one * FastMath.cos(phase);
    double oneIm = one * FastMath.sin(phase);
    double[] re = state.re();
    double[] im = state.im();
    for (int i = count - 1; i >= 0; i--) {
      double a = re[i];
      double b = im[i];
      re[2 * i + 1] = a * oneRe - b * oneIm;
      im[2 * i + 1] = a * oneIm + b * oneRe;
      re[2 * i] = a * zero;
      im[2 * i] = b * zero;
    }
  }

  /** The circuit whose parameters are the features. */
  public Circuit circuit(int features) {
    Circuit.Builder circuit = Circuit.builder(qubits(features));
    for (int feature = 0; feature < features; feature++) {
      int qubit = feature / featuresPerQubit;
      Angle angle = Angle.parameter(feature);
      switch (this) {
        case ANGLE -> circuit.add(RotationGate.RY, qubit, angle);
        case PHASE -> circuit.add(FixedGate.H, qubit).add(RotationGate.P, qubit, angle);
        case DENSE_ANGLE ->
            circuit.add(feature % 2 == 0 ? RotationGate.RY : RotationGate.P, qubit, angle);
      }
    }
    return circuit.build();
  }

  @Override
  public Circuit circuit(double[] features) {
    Features.requireFinite(this, features);
    return circuit(features.length).bind(features);
  }

  @Override
  public void backward(double[] features, StateVector cotangent, double[] gradient) {
    Features.requireFit(this, features, cotangent, gradient);
    StateVector state = new StateVector(cotangent.qubits());
    encode(features, state);
    StateVector walkedBack = new StateVector(cotangent.qubits());
    walkedBack.copyFrom(cotangent);
    new AdjointGradient().backward(circuit(features.length), features, state, walkedBack, gradient);
  }
}
