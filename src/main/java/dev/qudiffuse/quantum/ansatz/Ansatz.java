package dev.qudiffuse.quantum.ansatz;

import dev.qudiffuse.quantum.Circuit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A family of parametrised circuits, one for every number of qubits and of layers.
 *
 * <p>A circuit of no layers is empty. None prepares its input: a circuit acts on whatever state it
 * is given, |0...0> or the encoding of some data. Immutable and safe to share.
 */
public sealed interface Ansatz
    permits ClusterAnsatz,
        GroverMixer,
        HamiltonianVariational,
        HardwareEfficient,
        Mera,
        Qcnn,
        SimCircuit,
        StronglyEntangling {

  /** Its name in configuration files and on command lines, by which {@link #named} finds it. */
  String key();

  /**
   * The circuit.
   *
   * @param qubits at least 2
   * @param layers at least 0
   * @throws IllegalArgumentException if there is no such circuit
   */
  Circuit circuit(int qubits, int layers);

  /**
   * How many parameters that circuit takes.
   *
   * @throws IllegalArgumentException if there is no such circuit
   */
  default int parameters(int qubits, int layers) {
    return circuit(qubits, layers).parameterCount();
  }

  /** Every ansatz there is. */
  static List<Ansatz> all() {
    List<Ansatz> all = new ArrayList<>();
    all.add(new ClusterAnsatz());
    all.addAll(List.of(HardwareEfficient.values()));
    all.add(new StronglyEntangling());
    all.addAll(List.of(HamiltonianVariational.values()));
    all.add(new Qcnn());
    all.add(new Mera());
    all.add(new GroverMixer());
    IntStream.rangeClosed(1, SimCircuit.COUNT).mapToObj(SimCircuit::new).forEach(all::add);
    return List.copyOf(all);
  }

  /** The keys of all, in the order of {@link #all}. */
  static List<String> names() {
    return all().stream().map(Ansatz::key).toList();
  }

  /**
   * The ansatz of this key.
   *
   * @throws IllegalArgumentException if there is none; the message has the names there are
   */
  static Ansatz named(String name) {
    Stream<Ansatz> found = all().stream().filter(ansatz -> ansatz.key().equals(name));
    return found
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected an ansatz of %s, got %s"
                        .formatted(String.join(", ", names()), name)));
  }
}
