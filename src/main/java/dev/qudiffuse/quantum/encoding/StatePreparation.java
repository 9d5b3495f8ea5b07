package dev.qudiffuse.quantum.encoding;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.StateVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/**
 * The circuit that turns |0...0> into a given state, by uniformly controlled rotations (Mottonen,
 * Vartiainen, Bergholm and Salomaa, arXiv quant-ph/0407010), out of RY, RZ and CNOT.
 *
 * <p>Think of the amplitudes as the leaves of a binary tree, whose level k is split by qubit k.
 * Every node has the weight r, the length of the leaves below it, and the phase phi, the mean of
 * its two children's; a leaf's are those of its amplitude. Qubit k is rotated, controlled by all
 * the bits that lead to a node, by
 *
 * <pre>
 * RY(2 atan2(r_1, r_0)), then RZ(phi_1 - phi_0)
 * </pre>
 *
 * <p>which splits the node's amplitude between its children 0 and 1. The root's phase is the global
 * phase, which is left out. For real amplitudes the leaves' weights carry their signs, and the RZ
 * are not needed.
 *
 * <p>A rotation controlled by k qubits is {@code 2^k} rotations with as many CNOTs between them;
 * see {@link UniformlyControlled}. Of each RY and RZ on one qubit the two CNOTs that meet cancel.
 * That makes {@code 2^n - 2} CNOTs and {@code 2^n - 1} rotations for real amplitudes, and {@code
 * 2^(n+1) - 2n - 2} CNOTs and {@code 2^(n+1) - 2} rotations for complex ones, whatever their
 * values.
 */
public final class StatePreparation {

  private StatePreparation() {}

  /**
   * The circuit for a state with real amplitudes.
   *
   * @throws IllegalArgumentException if an amplitude is not real, or the state's squared norm is
   *     not 1 within 1e-10
   */
  public static Circuit real(StateVector state) {
    state.requireNormalised();
    for (double im : state.im()) {
      if (im != 0) {
        throw new IllegalArgumentException("expected real amplitudes, got an imaginary part " + im);
      }
    }
    List<double[]> splits = splits(state.re().clone());
    Circuit.Builder circuit = Circuit.builder(state.qubits());
    for (int target = 0; target < state.qubits(); target++) {
      UniformlyControlled.of(RotationGate.RY, splits.get(target)).appendTo(circuit);
    }
    return circuit.build();
  }

  /**
   * The circuit for any state, up to a global phase.
   *
   * @throws IllegalArgumentException if the state's squared norm is not 1 within 1e-10
   */
  public static Circuit complex(StateVector state) {
    state.requireNormalised();
    int leaves = state.dimension();
    double[] weights = new double[leaves];
    double[] phases = new double[leaves];
    for (int i = 0; i < leaves; i++) {
      weights[i] = FastMath.hypot(state.re()[i], state.im()[i]);
      phases[i] = FastMath.atan2(state.im()[i], state.re()[i]);
    }
    List<double[]> splits = splits(weights);
    List<double[]> turns = turns(phases);
    Circuit.Builder circuit = Circuit.builder(state.qubits());
    for (int target = 0; target < state.qubits(); target++) {
      UniformlyControlled.of(RotationGate.RY, splits.get(target))
          .thenReversed(UniformlyControlled.of(RotationGate.RZ, turns.get(target)))
          .appendTo(circuit);
    }
    return circuit.build();
  }

  /** The angles of RY, for each level of the tree from the root one for each node. */
  private static List<double[]> splits(double[] leaves) {
    List<double[]> levels = new ArrayList<>();
    double[] weights = leaves;
    while (weights.length > 1) {
      double[] angles = new double[weights.length / 2];
      double[] parents = new double[angles.length];
      for (int node = 0; node < angles.length; node++) {
        angles[node] = 2 * FastMath.atan2(weights[2 * node + 1], weights[2 * node]);
        parents[node] = FastMath.hypot(weights[2 * node], weights[2 * node + 1]);
      }
      levels.addFirst(angles);
      weights = parents;
    }
    return levels;
  }

  /** The angles of RZ, likewise. */
  private static List<double[]> turns(double[] leaves) {
    List<double[]> levels = new ArrayList<>();
    double[] phases = leaves;
    while (phases.length > 1) {
      double[] angles = new double[phases.length / 2];
      double[] parents = new double[angles.length];
      for (int node = 0; node < angles.length; node++) {
        angles[node] = phases[2 * node + 1] - phases[2 * node];
        parents[node] = (phases[2 * node] + phases[2 * node + 1]) / 2;
      }
      levels.addFirst(angles);
      phases = parents;
    }
    return levels;
  }
}
