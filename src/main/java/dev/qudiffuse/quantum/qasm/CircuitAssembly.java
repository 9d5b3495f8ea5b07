package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.GlobalPhase;
import dev.qudiffuse.quantum.Operation;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes a circuit of all the gates: numbers the inputs that are used, and puts the global phase at
 * the end, as one operation or, of several inputs, one for each.
 */
final class CircuitAssembly {

  private final int qubits;
  private final List<String> inputs;
  private final GateSequence sequence;

  /** For each input that is used, its number among these. */
  private final SortedMap<Integer, Integer> used = new TreeMap<>();

  CircuitAssembly(int qubits, List<String> inputs, GateSequence sequence) {
    this.qubits = qubits;
    this.inputs = inputs;
    this.sequence = sequence;
    appendPhase();
    numberUsedInputs();
  }

  private void numberUsedInputs() {
    TreeSet<Integer> indices = new TreeSet<>();
    for (Operation operation : sequence.operations()) {
      for (Angle angle : operation.angles()) {
        if (angle instanceof Angle.Parameter parameter) {
          indices.add(parameter.index());
        }
      }
    }
    indices.forEach(index -> used.put(index, used.size()));
  }

  private void appendPhase() {
    if (!sequence.phase().equals(Affine.ZERO)) {
      sequence.rotation(GlobalPhase.GLOBAL_PHASE, sequence.phase());
    }
  }

  List<String> parameterNames() {
    return used.keySet().stream().map(inputs::get).toList();
  }

  Circuit circuit() {
    Circuit.Builder circuit = Circuit.builder(qubits);
    for (Operation operation : sequence.operations()) {
      List<Angle> angles = operation.angles().stream().map(this::renumbered).toList();
      circuit.add(new Operation(operation.gate(), operation.qubits(), angles));
    }
    return circuit.build();
  }

  private Angle renumbered(Angle angle) {
    return switch (angle) {
      case Angle.Fixed fixed -> fixed;
      case Angle.Parameter p ->
          new Angle.Parameter(Objects.requireNonNull(used.get(p.index())), p.scale(), p.offset());
    };
  }
}
