package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.UnitaryGate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.math3.util.FastMath;

/**
 * Makes a circuit of all the gates: numbers the inputs that are used, and turns the global phase
 * into gates on qubit 0.
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

  /** A number is one fixed gate; of a parameter, {@code e^(i c) = P(2c) RZ(-2c)}. */
  private void appendPhase() {
    double constant = sequence.phase().constant();
    if (constant != 0) {
      ComplexMatrix matrix =
          ComplexMatrix.identity(2).times(FastMath.cos(constant), FastMath.sin(constant));
      sequence.gate(new UnitaryGate(matrix), 0);
    }
    for (Map.Entry<Integer, Double> term : sequence.phase().coefficients().entrySet()) {
      Affine angle = Affine.parameter(term.getKey()).times(2 * term.getValue());
      sequence.rotation(RotationGate.P, angle, 0);
      sequence.rotation(RotationGate.RZ, angle.times(-1), 0);
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
