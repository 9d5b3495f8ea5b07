package dev.qudiffuse.quantum.encoding;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.StateVector;
import java.util.ArrayList;
import java.util.List;

/**
 * A map from real vectors, the features, to states of a register.
 *
 * <p>N features need {@link #qubits qubits(N)} qubits, no more and no fewer; {@link #encode} and
 * {@link #circuit} are for registers of that size. Immutable and safe to share.
 */
public sealed interface Encoding permits BasisEncoding, DifferentiableEncoding {

  /** Its name in tables and messages. */
  String key();

  /**
   * The most features that a register holds.
   *
   * @param qubits at least 1
   * @throws IllegalArgumentException if there cannot be such a register
   */
  int capacity(int qubits);

  /**
   * The fewest qubits that hold so many features.
   *
   * @param features at least 1
   * @throws IllegalArgumentException if no register holds them
   */
  int qubits(int features);

  /**
   * Makes {@code state} the state of these features, whatever it was before.
   *
   * @throws IllegalArgumentException if the features are not of a kind that can be encoded, or the
   *     state has not the number of qubits that they need
   */
  void encode(double[] features, StateVector state);

  /**
   * The circuit without parameters that turns |0...0> into the state of these features.
   *
   * @throws IllegalArgumentException if they cannot be encoded
   */
  Circuit circuit(double[] features);

  /** Every encoding there is. */
  static List<Encoding> all() {
    List<Encoding> all = new ArrayList<>();
    all.add(new BasisEncoding());
    all.addAll(List.of(ProductEncoding.values()));
    all.addAll(List.of(AmplitudeEncoding.values()));
    return List.copyOf(all);
  }
}
