package dev.qudiffuse.quantum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts a circuit's gates with parameters into layers of commuting generators; see {@link
 * ParameterPartition#layers}.
 *
 * <p>Each qubit remembers the last layer that reached it and the Pauli letter of that layer's
 * generators on it. A gate may join that layer if its letter is the same; otherwise, and after any
 * gate without parameters, the qubit is only free for the next.
 */
final class CommutingLayers {

  /** No generator of the layer touches the qubit yet. */
  private static final char NONE = 'I';

  /** A generator that is of no single letter: nothing else may join it. */
  private static final char CLOSED = '*';

  private final int[] layerOf;
  private final char[] letterOf;
  private final List<List<Integer>> parameters = new ArrayList<>();

  private CommutingLayers(int qubits) {
    this.layerOf = new int[qubits];
    this.letterOf = new char[qubits];
    Arrays.fill(letterOf, NONE);
  }

  /**
   * The parameters of each layer, in the order of the gates; repeated where a layer repeats one.
   */
  static List<List<Integer>> parameters(Circuit circuit) {
    CommutingLayers layers = new CommutingLayers(circuit.qubits());
    circuit.operations().forEach(layers::add);
    return layers.parameters.stream().filter(layer -> !layer.isEmpty()).toList();
  }

  private void add(Operation operation) {
    List<Integer> used = new ArrayList<>();
    for (Angle angle : operation.angles()) {
      if (angle instanceof Angle.Parameter parameter) {
        used.add(parameter.index());
      }
    }
    int layer = 0;
    for (int place = 0; place < operation.qubits().size(); place++) {
      layer = Math.max(layer, firstLayer(operation, place, used.isEmpty()));
    }
    for (int place = 0; place < operation.qubits().size(); place++) {
      int qubit = operation.qubits().get(place);
      char letter = used.isEmpty() ? NONE : letter(operation.gate(), place);
      if (used.isEmpty() || letter != NONE) {
        layerOf[qubit] = layer;
        letterOf[qubit] = letter;
      }
    }
    while (parameters.size() <= layer) {
      parameters.add(new ArrayList<>());
    }
    parameters.get(layer).addAll(used);
  }

  /** The first layer that the qubit at this place of the operation lets it join. */
  private int firstLayer(Operation operation, int place, boolean fixed) {
    int qubit = operation.qubits().get(place);
    if (letterOf[qubit] == NONE) {
      return layerOf[qubit];
    }
    if (fixed) {
      return layerOf[qubit] + 1;
    }
    char letter = letter(operation.gate(), place);
    if (letter == NONE) {
      return 0;
    }
    boolean joins = letter == letterOf[qubit] && letter != CLOSED;
    return joins ? layerOf[qubit] : layerOf[qubit] + 1;
  }

  /** What the generator of a gate with angles is on the qubit at this place. */
  private static char letter(Gate gate, int place) {
    return switch (gate) {
      case RotationGate rotation -> place < rotation.qubits() - 1 ? 'Z' : letter(rotation.axis());
      case PauliRotation rotation -> rotation.string().letter(place);
      case Controlled controlled ->
          place < controlled.controls() ? 'Z' : letter(controlled.gate(), 0);
      case TwoQubitBlock _ -> CLOSED;
      case FixedGate _, UnitaryGate _, GlobalPhase _ ->
          throw new IllegalArgumentException("expected a gate with angles on qubits, got " + gate);
    };
  }

  private static char letter(RotationGate.Axis axis) {
    return switch (axis) {
      case X -> 'X';
      case Y -> 'Y';
      case Z, PHASE -> 'Z';
    };
  }
}
