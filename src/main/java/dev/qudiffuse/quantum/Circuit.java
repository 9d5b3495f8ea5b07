package dev.qudiffuse.quantum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sequence of gates on a register of qubits, with angles that may refer to parameters given at
 * each run.
 *
 * <p>A circuit is compiled once, when it is built; see {@link Compiler}. Immutable and safe to
 * share.
 */
public final class Circuit {

  /** Beyond this a basis index no longer fits an array. */
  public static final int MAX_QUBITS = 30;

  private final int qubits;
  private final int parameterCount;
  private final List<Operation> operations;
  private final Kernel[] kernels;

  private Circuit(int qubits, List<Operation> operations) {
    this.qubits = qubits;
    this.operations = List.copyOf(operations);
    this.parameterCount = countParameters(operations);
    this.kernels = Compiler.compile(qubits, this.operations);
  }

  private static int countParameters(List<Operation> operations) {
    int count = 0;
    for (Operation operation : operations) {
      for (Angle angle : operation.angles()) {
        if (angle instanceof Angle.Parameter parameter) {
          count = Math.max(count, parameter.index() + 1);
        }
      }
    }
    return count;
  }

  /** An empty circuit to be filled. */
  public static Builder builder(int qubits) {
    return new Builder(qubits);
  }

  /** Number of qubits of the register. */
  public int qubits() {
    return qubits;
  }

  /** Number of parameters a run takes: one more than the highest index that an angle refers to. */
  public int parameterCount() {
    return parameterCount;
  }

  /** The gates, in the order of their application. */
  public List<Operation> operations() {
    return operations;
  }

  /**
   * The number of layers of gates that must follow one another: gates on different qubits count as
   * one layer. A circuit without gates has depth 0, and a {@link GlobalPhase} is in no layer.
   */
  public int depth() {
    int[] layers = new int[qubits];
    for (Operation operation : operations) {
      int layer = 1 + operation.qubits().stream().mapToInt(qubit -> layers[qubit]).max().orElse(0);
      operation.qubits().forEach(qubit -> layers[qubit] = layer);
    }
    return Arrays.stream(layers).max().orElse(0);
  }

  /** The circuit that undoes this one, with the same parameters. */
  public Circuit inverse() {
    Builder inverse = builder(qubits);
    for (Operation operation : operations.reversed()) {
      operation.inverse().forEach(inverse::add);
    }
    return inverse.build();
  }

  /**
   * This circuit with its parameters fixed, so that it takes none.
   *
   * @throws IllegalArgumentException if the number of angles is not {@link #parameterCount()}
   */
  public Circuit bind(double... angles) {
    requireAngles(angles);
    Builder bound = builder(qubits);
    operations.forEach(operation -> bound.add(operation.bind(angles)));
    return bound.build();
  }

  Kernel[] kernels() {
    return kernels;
  }

  /**
   * Holds that a run can be given these.
   *
   * @throws IllegalArgumentException if the number of angles or of qubits is not the circuit's
   */
  public void requireArguments(double[] angles, StateVector state) {
    requireAngles(angles);
    if (state.qubits() != qubits) {
      throw new IllegalArgumentException(
          "expected a state of " + qubits + " qubits, got " + state.qubits());
    }
  }

  private void requireAngles(double[] angles) {
    if (angles.length != parameterCount) {
      throw new IllegalArgumentException(
          "expected " + parameterCount + " circuit angles, got " + angles.length);
    }
  }

  /** Collects gates. Not thread-safe. */
  public static final class Builder {
    private final int qubits;
    private final List<Operation> operations = new ArrayList<>();

    private Builder(int qubits) {
      Qubits.requireCount(qubits);
      this.qubits = qubits;
    }

    /** Appends a one-qubit gate. */
    public Builder add(Gate gate, int qubit, Angle... angles) {
      return add(new Operation(gate, List.of(qubit), List.of(angles)));
    }

    /** Appends a two-qubit gate; for a controlled gate the first qubit is the control. */
    public Builder add(Gate gate, int first, int second, Angle... angles) {
      return add(new Operation(gate, List.of(first, second), List.of(angles)));
    }

    /** Appends a gate on any number of qubits, in the gate's own order (controls first). */
    public Builder add(Gate gate, List<Integer> qubits, Angle... angles) {
      return add(new Operation(gate, qubits, List.of(angles)));
    }

    /** Appends an operation. */
    public Builder add(Operation operation) {
      for (int qubit : operation.qubits()) {
        if (qubit < 0 || qubit >= qubits) {
          throw new IllegalArgumentException(
              operation.gate() + " is on qubit " + qubit + "; expected 0 to " + (qubits - 1));
        }
      }
      operations.add(operation);
      return this;
    }

    /**
     * Appends a whole circuit on the same register; its parameter 0 becomes parameter {@code
     * firstParameter}.
     */
    public Builder append(Circuit circuit, int firstParameter) {
      if (circuit.qubits != qubits) {
        throw new IllegalArgumentException(
            "expected a circuit of " + qubits + " qubits, got " + circuit.qubits);
      }
      for (Operation operation : circuit.operations) {
        List<Angle> angles =
            operation.angles().stream().map(angle -> angle.renumbered(firstParameter)).toList();
        operations.add(new Operation(operation.gate(), operation.qubits(), angles));
      }
      return this;
    }

    /** The circuit of everything added so far. */
    public Circuit build() {
      return new Circuit(qubits, operations);
    }
  }
}
