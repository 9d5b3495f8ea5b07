package dev.qudiffuse.quantum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns operations into kernels, once for many runs.
 *
 * <ul>
 *   <li>Neighbouring one-qubit gates whose angles are fixed become one matrix.
 *   <li>In a register that fits the caches every gate becomes the loop that suits it, and every run
 *       of Z and CZ gates one table of signs.
 *   <li>In a larger one, gates that together touch few qubits share a sweep through memory; see
 *       {@link SweepKernel}. A gate moves past others only if it has no qubit in common with them.
 * </ul>
 */
final class Compiler {

  /**
   * Up to here a table of signs stays small beside the state's place in the cache; beyond, each Z
   * and CZ is a kernel.
   */
  private static final int MAX_SIGN_TABLE_QUBITS = 16;

  /**
   * All tables of a circuit together have no more entries than this (32 MB). A long circuit of many
   * short runs would otherwise take memory without bound.
   */
  private static final int MAX_SIGN_ENTRIES = 1 << 22;

  private static final double[] NO_ANGLES = {};

  /** From here on, a state of half a megabyte an array, gates share sweeps. */
  static final int MIN_SWEEP_QUBITS = 16;

  /** What is left of {@link #MAX_SIGN_ENTRIES}. */
  private int signEntries = MAX_SIGN_ENTRIES;

  private Compiler() {}

  static Kernel[] compile(int qubits, List<Operation> operations) {
    List<Operation> folded = fold(qubits, operations);
    var compiler = new Compiler();
    return qubits < MIN_SWEEP_QUBITS
        ? compiler.gates(qubits, folded)
        : compiler.sweeps(qubits, folded);
  }

  /** One kernel for each gate, or run of Z and CZ gates, in their order. */
  static Kernel[] gateByGate(int qubits, List<Operation> operations) {
    return new Compiler().gates(qubits, operations);
  }

  /** Multiplies neighbouring one-qubit gates with fixed angles, in the place of the first. */
  private static List<Operation> fold(int qubits, List<Operation> operations) {
    List<Operation> folded = new ArrayList<>();
    int[] lastOn = new int[qubits];
    Arrays.fill(lastOn, -1);
    for (Operation operation : operations) {
      int before = isFixedMatrix(operation) ? lastOn[operation.qubits().getFirst()] : -1;
      if (before >= 0 && isFixedMatrix(folded.get(before))) {
        ComplexMatrix product =
            operation.matrix(NO_ANGLES).times(folded.get(before).matrix(NO_ANGLES));
        folded.set(before, new Operation(new UnitaryGate(product), operation.qubits(), List.of()));
      } else {
        operation.qubits().forEach(q -> lastOn[q] = folded.size());
        folded.add(operation);
      }
    }
    return folded;
  }

  /** Z gates are left for the tables of signs. */
  private static boolean isFixedMatrix(Operation operation) {
    return operation.qubits().size() == 1
        && !isSign(operation)
        && operation.angles().stream().allMatch(angle -> angle instanceof Angle.Fixed);
  }

  /** Takes as many gates into each sweep as find room. */
  private Kernel[] sweeps(int qubits, List<Operation> operations) {
    List<Kernel> kernels = new ArrayList<>();
    LinkedList<Operation> rest = new LinkedList<>(operations);
    while (!rest.isEmpty()) {
      if (rest.getFirst().qubits().size() > SweepKernel.LOCAL_QUBITS - SweepKernel.RUN_QUBITS) {
        kernels.add(kernel(qubits, rest.removeFirst()));
      } else {
        kernels.add(nextSweep(qubits, rest));
      }
    }
    return kernels.toArray(Kernel[]::new);
  }

  /** Takes out of {@code rest} what the next sweep does. */
  private SweepKernel nextSweep(int qubits, LinkedList<Operation> rest) {
    TreeSet<Integer> local = new TreeSet<>();
    for (int qubit = qubits - SweepKernel.RUN_QUBITS; qubit < qubits; qubit++) {
      local.add(qubit);
    }
    List<Operation> taken = new ArrayList<>();
    Set<Integer> blocked = new HashSet<>();
    for (var next = rest.iterator(); next.hasNext() && blocked.size() < qubits; ) {
      Operation operation = next.next();
      if (Collections.disjoint(blocked, operation.qubits())
          && findsRoom(local, operation.qubits())) {
        taken.add(operation);
        next.remove();
      } else {
        blocked.addAll(operation.qubits());
      }
    }
    for (int qubit = qubits - 1; local.size() < SweepKernel.LOCAL_QUBITS; qubit--) {
      local.add(qubit);
    }
    List<Integer> places = List.copyOf(local);
    List<Operation> renumbered =
        taken.stream().map(operation -> operation.on(places::indexOf)).toList();
    return new SweepKernel(qubits, places, gates(places.size(), renumbered));
  }

  private static boolean findsRoom(TreeSet<Integer> local, List<Integer> qubits) {
    long more = qubits.stream().filter(qubit -> !local.contains(qubit)).count();
    if (local.size() + more > SweepKernel.LOCAL_QUBITS) {
      return false;
    }
    local.addAll(qubits);
    return true;
  }

  private Kernel[] gates(int qubits, List<Operation> operations) {
    List<Kernel> kernels = new ArrayList<>();
    int next = 0;
    while (next < operations.size()) {
      boolean mayTabulate = qubits <= MAX_SIGN_TABLE_QUBITS && signEntries >= 1 << qubits;
      int end = mayTabulate ? endOfSigns(operations, next) : next;
      if (end - next > 1) {
        kernels.add(signKernel(qubits, operations.subList(next, end)));
        signEntries -= 1 << qubits;
        next = end;
      } else {
        kernels.add(kernel(qubits, operations.get(next)));
        next++;
      }
    }
    return kernels.toArray(Kernel[]::new);
  }

  private static int endOfSigns(List<Operation> operations, int start) {
    int end = start;
    while (end < operations.size() && isSign(operations.get(end))) {
      end++;
    }
    return end;
  }

  private static boolean isSign(Operation operation) {
    return operation.gate() == FixedGate.Z || operation.gate() == FixedGate.CZ;
  }

  private static Kernel signKernel(int qubits, List<Operation> operations) {
    // Where a gate stands twice it does nothing, so a run is no longer than there are pairs.
    Set<Integer> masks = new HashSet<>();
    for (Operation operation : operations) {
      int mask = strides(qubits, operation);
      if (!masks.remove(mask)) {
        masks.add(mask);
      }
    }
    double[] signs = new double[1 << qubits];
    Arrays.fill(signs, 1);
    for (int mask : masks) {
      for (int i = 0; i < signs.length; i++) {
        signs[i] = (i & mask) == mask ? -signs[i] : signs[i];
      }
    }
    return new SignKernel(signs);
  }

  private static int strides(int qubits, Operation operation) {
    return operation.qubits().stream().mapToInt(qubit -> Bits.stride(qubits, qubit)).sum();
  }

  private static Kernel rotation(RotationGate gate, Angle angle, int target, int control) {
    int controls = gate.controlled() ? control : 0;
    return switch (angle) {
      case Angle.Fixed fixed -> new MatrixKernel(gate.target(fixed.radians()), target, controls);
      case Angle.Parameter parameter ->
          new RotationKernel(gate.axis(), parameter, target, controls);
    };
  }

  private static Kernel controlled(
      Controlled controlled, List<Angle> angles, int target, int strides) {
    return switch (controlled.gate()) {
      case RotationGate gate ->
          new RotationKernel(gate.axis(), angles.getFirst(), target, strides - target);
      case PauliRotation gate ->
          new RotationKernel(gate.axis(), angles.getFirst(), target, strides - target);
      case Gate gate -> new MatrixKernel(gate.matrix(), target, strides - target);
    };
  }

  private static Kernel kernel(int qubits, Operation operation) {
    List<Angle> angles = operation.angles();
    int[] strides =
        operation.qubits().stream().mapToInt(qubit -> Bits.stride(qubits, qubit)).toArray();
    // A global phase has neither.
    int first = strides.length == 0 ? 0 : strides[0];
    int last = strides.length == 0 ? 0 : strides[strides.length - 1];
    return switch (operation.gate()) {
      case GlobalPhase _ -> new GlobalPhaseKernel(angles.getFirst());
      case Controlled controlled ->
          controlled(controlled, angles, last, strides(qubits, operation));
      case PauliRotation rotation ->
          new PauliRotationKernel(
              rotation.string().on(qubits, operation.qubits()), angles.getFirst());
      case FixedGate.H -> new HadamardKernel(first);
      case FixedGate.CNOT -> new MatrixKernel(FixedGate.X.matrix(), last, first);
      case FixedGate.CZ -> new MatrixKernel(FixedGate.Z.matrix(), last, first);
      case FixedGate.SWAP -> new TwoQubitMatrixKernel(FixedGate.SWAP.matrix(), first, last);
      case FixedGate gate -> new MatrixKernel(gate.matrix(), first, 0);
      case RotationGate gate -> rotation(gate, angles.getFirst(), last, first);
      case TwoQubitBlock _ ->
          new TwoQubitBlockKernel(
              angles.get(0),
              angles.get(1),
              angles.get(2),
              Math.min(first, last),
              Math.max(first, last));
      case UnitaryGate gate ->
          gate.qubits() == 1
              ? new MatrixKernel(gate.matrix(), first, 0)
              : new TwoQubitMatrixKernel(gate.matrix(), first, last);
    };
  }
}
