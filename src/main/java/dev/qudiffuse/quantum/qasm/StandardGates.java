package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.Controlled;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Gate;
import dev.qudiffuse.quantum.PauliRotation;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.qasm.QasmGate.Rule;
import dev.qudiffuse.quantum.qasm.QasmGate.Standard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gates of the language and those of its two libraries, {@code qelib1.inc} (OpenQASM 2, with
 * what Qiskit added over the years) and {@code stdgates.inc} (OpenQASM 3). Either file brings all
 * of them, since tools take the extended list for granted in both.
 *
 * <p>The libraries disagree about {@code u2} and {@code u3} only: in {@code qelib1.inc} they are U,
 * in {@code stdgates.inc} U times {@code e^(-i (phi + lambda)/2)}.
 */
final class StandardGates {

  private static final Map<String, Standard> BUILT_IN = new HashMap<>();
  private static final Map<String, Standard> SHARED = new HashMap<>();
  private static final Map<String, Standard> QELIB1 = new HashMap<>();
  private static final Map<String, Standard> STDGATES = new HashMap<>();

  static {
    define(BUILT_IN, "U", 3, 1, (g, a, q) -> g.u(a.get(0), a.get(1), a.get(2), q[0]));
    define(BUILT_IN, "CX", 0, 2, fixed(FixedGate.CNOT));
    define(BUILT_IN, "gphase", 1, 0, (g, a, _) -> g.phase(a.get(0)));

    defineOneQubitGates();
    defineControlledGates();
    defineTwoQubitGates();
    defineRelativePhaseGates();

    Affine right = Affine.of(Math.PI / 2);
    define(QELIB1, "u2", 2, 1, (g, a, q) -> g.u(right, a.get(0), a.get(1), q[0]));
    define(QELIB1, "u3", 3, 1, (g, a, q) -> g.u(a.get(0), a.get(1), a.get(2), q[0]));
    define(STDGATES, "u2", 2, 1, (g, a, q) -> special(g, right, a.get(0), a.get(1), q[0]));
    define(STDGATES, "u3", 3, 1, (g, a, q) -> special(g, a.get(0), a.get(1), a.get(2), q[0]));
  }

  private StandardGates() {}

  /** The gates that need no library. */
  static Map<String, Standard> builtIn() {
    return BUILT_IN;
  }

  /** The gates of a library, by the name of its file. */
  static Optional<Map<String, Standard>> library(String file) {
    return switch (file) {
      case "qelib1.inc" -> Optional.of(union(QELIB1));
      case "stdgates.inc", "stdgates.qasm" -> Optional.of(union(STDGATES));
      default -> Optional.empty();
    };
  }

  private static Map<String, Standard> union(Map<String, Standard> own) {
    Map<String, Standard> union = new HashMap<>(SHARED);
    union.putAll(own);
    return union;
  }

  private static void defineOneQubitGates() {
    shared("id", 0, 1, fixed(FixedGate.I));
    // An idle time of some length.
    shared("u0", 1, 1, (g, _, q) -> g.gate(FixedGate.I, q));
    shared("x", 0, 1, fixed(FixedGate.X));
    shared("y", 0, 1, fixed(FixedGate.Y));
    shared("z", 0, 1, fixed(FixedGate.Z));
    shared("h", 0, 1, fixed(FixedGate.H));
    shared("s", 0, 1, fixed(FixedGate.S));
    shared("sdg", 0, 1, fixed(FixedGate.SDG));
    shared("t", 0, 1, fixed(FixedGate.T));
    shared("tdg", 0, 1, fixed(FixedGate.TDG));
    shared("sx", 0, 1, fixed(FixedGate.SX));
    shared("sxdg", 0, 1, fixed(FixedGate.SXDG));
    shared("rx", 1, 1, rotation(RotationGate.RX));
    shared("ry", 1, 1, rotation(RotationGate.RY));
    shared("rz", 1, 1, rotation(RotationGate.RZ));
    for (String phase : List.of("p", "u1", "phase")) {
      shared(phase, 1, 1, rotation(RotationGate.P));
    }
    shared("u", 3, 1, (g, a, q) -> g.u(a.get(0), a.get(1), a.get(2), q[0]));
  }

  private static void defineControlledGates() {
    shared("cx", 0, 2, fixed(FixedGate.CNOT));
    shared("cy", 0, 2, fixed(new Controlled(FixedGate.Y, 1)));
    shared("cz", 0, 2, fixed(FixedGate.CZ));
    shared("ch", 0, 2, fixed(new Controlled(FixedGate.H, 1)));
    shared("csx", 0, 2, fixed(new Controlled(FixedGate.SX, 1)));
    shared("crx", 1, 2, rotation(RotationGate.CRX));
    shared("cry", 1, 2, rotation(RotationGate.CRY));
    shared("crz", 1, 2, rotation(RotationGate.CRZ));
    for (String phase : List.of("cp", "cu1", "cphase")) {
      shared(phase, 1, 2, rotation(RotationGate.CP));
    }
    shared("cu3", 3, 2, (g, a, q) -> controlledU(g, a, Affine.ZERO, q));
    shared("cu", 4, 2, (g, a, q) -> controlledU(g, a, a.get(3), q));
    shared("ccx", 0, 3, fixed(new Controlled(FixedGate.X, 2)));
    shared("ccz", 0, 3, fixed(new Controlled(FixedGate.Z, 2)));
    shared("c3x", 0, 4, fixed(new Controlled(FixedGate.X, 3)));
    shared("c3sqrtx", 0, 4, fixed(new Controlled(FixedGate.SX, 3)));
    shared("c4x", 0, 5, fixed(new Controlled(FixedGate.X, 4)));
    shared(
        "cswap",
        0,
        3,
        (g, _, q) ->
            g.gate(FixedGate.CNOT, q[2], q[1])
                .gate(new Controlled(FixedGate.X, 2), q)
                .gate(FixedGate.CNOT, q[2], q[1]));
  }

  private static void defineTwoQubitGates() {
    shared("swap", 0, 2, fixed(FixedGate.SWAP));
    shared("rxx", 1, 2, rotation(PauliRotation.of("XX")));
    shared("ryy", 1, 2, rotation(PauliRotation.of("YY")));
    shared("rzz", 1, 2, rotation(PauliRotation.of("ZZ")));
    shared("rzx", 1, 2, rotation(PauliRotation.of("ZX")));
    shared(
        "iswap",
        0,
        2,
        (g, _, q) ->
            g.gate(FixedGate.S, q[0])
                .gate(FixedGate.S, q[1])
                .gate(FixedGate.CZ, q)
                .gate(FixedGate.SWAP, q));
  }

  /** Toffoli gates but for phases (Maslov, arXiv 1508.03273). */
  private static void defineRelativePhaseGates() {
    shared("rccx", 0, 3, (g, _, q) -> margolus(g, q[0], q[1], q[2]));
    shared("rc3x", 0, 4, (g, _, q) -> relativePhaseC3x(g, q[0], q[1], q[2], q[3]));
  }

  private static void margolus(GateSequence g, int a, int b, int target) {
    g.gate(FixedGate.H, target);
    g.gate(FixedGate.T, target).gate(FixedGate.CNOT, b, target).gate(FixedGate.TDG, target);
    g.gate(FixedGate.CNOT, a, target);
    g.gate(FixedGate.T, target).gate(FixedGate.CNOT, b, target).gate(FixedGate.TDG, target);
    g.gate(FixedGate.H, target);
  }

  private static void relativePhaseC3x(GateSequence g, int a, int b, int c, int target) {
    g.gate(FixedGate.H, target);
    g.gate(FixedGate.T, target).gate(FixedGate.CNOT, c, target).gate(FixedGate.TDG, target);
    g.gate(FixedGate.H, target);
    for (int half = 0; half < 2; half++) {
      g.gate(FixedGate.CNOT, a, target).gate(FixedGate.T, target);
      g.gate(FixedGate.CNOT, b, target).gate(FixedGate.TDG, target);
    }
    g.gate(FixedGate.H, target);
    g.gate(FixedGate.T, target).gate(FixedGate.CNOT, c, target).gate(FixedGate.TDG, target);
    g.gate(FixedGate.H, target);
  }

  private static void controlledU(GateSequence g, List<Affine> a, Affine gamma, int[] q) {
    if (!gamma.equals(Affine.ZERO)) {
      g.rotation(RotationGate.P, gamma, q[0]);
    }
    GateSequence u = g.empty().u(a.get(0), a.get(1), a.get(2), q[1]);
    g.append(u.controlled(q[0], false));
  }

  private static void special(GateSequence g, Affine theta, Affine phi, Affine lambda, int qubit) {
    g.u(theta, phi, lambda, qubit).phase(phi.plus(lambda).dividedBy(-2));
  }

  private static Rule fixed(Gate gate) {
    return (sequence, _, qubits) -> sequence.gate(gate, qubits);
  }

  private static Rule rotation(Gate gate) {
    return (sequence, angles, qubits) -> sequence.rotation(gate, angles.getFirst(), qubits);
  }

  private static void shared(String name, int angles, int qubits, Rule rule) {
    define(SHARED, name, angles, qubits, rule);
  }

  private static void define(
      Map<String, Standard> library, String name, int angles, int qubits, Rule rule) {
    library.put(name, new Standard(name, angles, qubits, rule));
  }
}
