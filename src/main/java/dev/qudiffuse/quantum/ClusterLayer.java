package dev.qudiffuse.quantum;

/**
 * The layer of arXiv 2602.03405: a {@link TwoQubitBlock} on every pair of neighbours in a ring,
 * then {@link ClusterMixing}.
 *
 * <p>Blocks come first on the pairs that start at an even qubit, (0,1), (2,3), ..., then on those
 * that start at an odd one, (1,2), ..., (n-1,0). With an odd number of qubits the pair that closes
 * the ring starts at an even qubit and comes last. Each block takes its three parameters in the
 * order of application, so n qubits make 3n + n parameters a layer.
 */
public final class ClusterLayer {

  private ClusterLayer() {}

  /** Parameters of one layer. */
  public static int parameters(int qubits) {
    return 4 * qubits;
  }

  /** A circuit of {@code layers} layers with {@code layers * parameters(qubits)} parameters. */
  public static Circuit circuit(int qubits, int layers) {
    if (qubits < 2) {
      throw new IllegalArgumentException(
          "a layer of two-qubit blocks needs at least 2 qubits, got " + qubits);
    }
    if (layers < 0) {
      throw new IllegalArgumentException("expected at least 0 layers, got " + layers);
    }
    Circuit.Builder builder = Circuit.builder(qubits);
    for (int layer = 0; layer < layers; layer++) {
      append(builder, qubits, layer * parameters(qubits));
    }
    return builder.build();
  }

  private static void append(Circuit.Builder builder, int qubits, int firstParameter) {
    int parameter = firstParameter;
    for (int first = 0; first + 1 < qubits; first += 2) {
      parameter = appendBlock(builder, first, first + 1, parameter);
    }
    for (int first = 1; first < qubits; first += 2) {
      parameter = appendBlock(builder, first, (first + 1) % qubits, parameter);
    }
    if (qubits % 2 == 1) {
      parameter = appendBlock(builder, qubits - 1, 0, parameter);
    }
    builder.append(ClusterMixing.circuit(qubits), parameter);
  }

  private static int appendBlock(Circuit.Builder builder, int first, int second, int parameter) {
    builder.add(
        new TwoQubitBlock(),
        first,
        second,
        Angle.parameter(parameter),
        Angle.parameter(parameter + 1),
        Angle.parameter(parameter + 2));
    return parameter + 3;
  }
}
