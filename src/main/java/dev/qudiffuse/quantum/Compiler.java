package dev.qudiffuse.quantum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns operations into kernels: each gate into the loop that suits it, and every run of Z and CZ
 * gates into one table of signs.
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

  private Compiler() {}

  static Kernel[] compile(int qubits, List<Operation> operations) {
    List<Kernel> kernels = new ArrayList<>();
    int entries = qubits <= MAX_SIGN_TABLE_QUBITS ? MAX_SIGN_ENTRIES : 0;
    int next = 0;
    while (next < operations.size()) {
      int end = entries >= 1 << qubits ? endOfSigns(operations, next) : next;
      if (end - next > 1) {
        kernels.add(signKernel(qubits, operations.subList(next, end)));
        entries -= 1 << qubits;
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
    int first = Bits.stride(qubits, operation.qubits().getFirst());
    int last = Bits.stride(qubits, operation.qubits().getLast());
    List<Angle> angles = operation.angles();
    return switch (operation.gate()) {
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
      case RotationGate gate ->
          new RotationKernel(gate.axis(), angles.getFirst(), last, gate.controlled() ? first : 0);
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
