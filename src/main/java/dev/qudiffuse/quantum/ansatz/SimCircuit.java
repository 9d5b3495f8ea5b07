package dev.qudiffuse.quantum.ansatz;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Gate;
import dev.qudiffuse.quantum.RotationGate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The circuits of Sim, Johnson and Aspuru-Guzik 2019 (arXiv 1905.10876, Fig. 2), whose
 * expressibility and entangling capability are known. Drawn there for 4 qubits; here for n, with
 * the paper's number of parameters a layer:
 *
 * <pre>
 *  1  RX RZ                                          2n
 *  2  RX RZ, CNOT chain                              2n
 *  3  RX RZ, CRZ chain         4  with CRX           3n - 1
 *  5  RX RZ, CRZ from each     6  with CRX           n^2 + 3n
 *     qubit to each, RX RZ
 *  7  RX RZ, CRZ pairs,        8  with CRX           5n - 1
 *     RX RZ, CRZ pairs between
 *  9  H, CZ chain, RX                                n
 * 10  RY once; CZ ring, RY                           n, and n once
 * 11  RY RZ, CNOT pairs, RY RZ 12  with CZ           4n - 4
 *     inside, CNOT pairs between
 * 13  RY, CRZ block, RY,       14  with CRX          3n + n / gcd(n, 3)
 *     CRZ block of distance 3
 * 15  as 13 with CNOT                                2n
 * 16  RX RZ, CRZ pairs,        17  with CRX          3n - 1
 *     CRZ pairs between
 * 18  RX RZ, CRZ block         19  with CRX          3n
 * </pre>
 *
 * <p>Chains and pairs have the higher-numbered qubit as control: (n-1,n-2), ..., (1,0); pairs
 * (1,0), (3,2), ... and between them (2,1), (4,3), ... "Inside" is all but the first and the last
 * qubit. A block of distance r (Schuld et al., arXiv 1804.00633) starts with control n-1 and target
 * n-1+r; the control of each gate is the one before minus r, modulo n, {@code n / gcd(n, r)} gates
 * in all. On 3 qubits, where a distance of 3 leads back to the control, it is 2, which on 3 qubits
 * as on 4 is the neighbour on the other side. Some programs take that neighbour for every n; on 4
 * qubits this is the same.
 *
 * @param number 1 to 19
 */
public record SimCircuit(int number) implements Ansatz {

  /** How many there are. */
  public static final int COUNT = 19;

  public SimCircuit {
    if (number < 1 || number > COUNT) {
      throw new IllegalArgumentException(
          "expected a circuit of Sim et al. from 1 to %d, got %d".formatted(COUNT, number));
    }
  }

  @Override
  public String key() {
    return "sim-" + number;
  }

  @Override
  public Circuit circuit(int qubits, int layers) {
    LayerBuilder builder = new LayerBuilder(this, qubits, layers);
    if (number == 10 && layers > 0) {
      builder.onEach(RotationGate.RY);
    }
    for (int layer = 0; layer < layers; layer++) {
      appendLayer(builder, qubits);
    }
    return builder.build();
  }

  private void appendLayer(LayerBuilder builder, int n) {
    switch (number) {
      case 1 -> rotations(builder, RotationGate.RX);
      case 2 -> rotations(builder, RotationGate.RX).on(FixedGate.CNOT, chain(n));
      case 3 -> rotations(builder, RotationGate.RX).on(RotationGate.CRZ, chain(n));
      case 4 -> rotations(builder, RotationGate.RX).on(RotationGate.CRX, chain(n));
      case 5 -> allToAll(builder, RotationGate.CRZ, n);
      case 6 -> allToAll(builder, RotationGate.CRX, n);
      case 7 -> pairsWithRotations(builder, RotationGate.CRZ, n);
      case 8 -> pairsWithRotations(builder, RotationGate.CRX, n);
      case 9 -> builder.onEach(FixedGate.H).on(FixedGate.CZ, chain(n)).onEach(RotationGate.RX);
      case 10 -> builder.on(FixedGate.CZ, Targets.ring(n)).onEach(RotationGate.RY);
      case 11 -> pairsWithRotationsInside(builder, FixedGate.CNOT, n);
      case 12 -> pairsWithRotationsInside(builder, FixedGate.CZ, n);
      case 13 -> blocks(builder, RotationGate.CRZ, n);
      case 14 -> blocks(builder, RotationGate.CRX, n);
      case 15 -> blocks(builder, FixedGate.CNOT, n);
      case 16 -> pairs(builder, RotationGate.CRZ, n);
      case 17 -> pairs(builder, RotationGate.CRX, n);
      case 18 -> rotations(builder, RotationGate.RX).on(RotationGate.CRZ, block(n, 1));
      case 19 -> rotations(builder, RotationGate.RX).on(RotationGate.CRX, block(n, 1));
      default -> throw new IllegalStateException("no circuit " + number);
    }
  }

  /** RX or RY, then RZ, on every qubit. */
  private static LayerBuilder rotations(LayerBuilder builder, Gate first) {
    return builder.onEach(first).onEach(RotationGate.RZ);
  }

  private static void allToAll(LayerBuilder builder, Gate gate, int n) {
    rotations(builder, RotationGate.RX);
    for (int control = n - 1; control >= 0; control--) {
      for (int target = n - 1; target >= 0; target--) {
        if (target != control) {
          builder.on(gate, List.of(List.of(control, target)));
        }
      }
    }
    rotations(builder, RotationGate.RX);
  }

  private static void pairsWithRotations(LayerBuilder builder, Gate gate, int n) {
    rotations(builder, RotationGate.RX).on(gate, pairs(n, 0));
    rotations(builder, RotationGate.RX).on(gate, pairs(n, 1));
  }

  private static void pairsWithRotationsInside(LayerBuilder builder, Gate gate, int n) {
    List<List<Integer>> inside = Targets.each(n).subList(1, n - 1);
    rotations(builder, RotationGate.RY).on(gate, pairs(n, 0));
    builder.on(RotationGate.RY, inside).on(RotationGate.RZ, inside).on(gate, pairs(n, 1));
  }

  private static void pairs(LayerBuilder builder, Gate gate, int n) {
    rotations(builder, RotationGate.RX).on(gate, pairs(n, 0)).on(gate, pairs(n, 1));
  }

  private static void blocks(LayerBuilder builder, Gate gate, int n) {
    builder.onEach(RotationGate.RY).on(gate, block(n, 1));
    builder.onEach(RotationGate.RY).on(gate, block(n, n == 3 ? 2 : 3));
  }

  /** (n-1,n-2), ..., (1,0). */
  private static List<List<Integer>> chain(int n) {
    return Targets.chain(n).reversed().stream().map(List::reversed).toList();
  }

  /** (first+1,first), (first+3,first+2), ... */
  private static List<List<Integer>> pairs(int n, int first) {
    return IntStream.iterate(first, target -> target + 1 < n, target -> target + 2)
        .mapToObj(target -> List.of(target + 1, target))
        .toList();
  }

  private static List<List<Integer>> block(int n, int distance) {
    int gates = n / gcd(n, distance);
    return IntStream.range(0, gates)
        .map(k -> Math.floorMod(n - 1 - k * distance, n))
        .mapToObj(control -> List.of(control, (control + distance) % n))
        .toList();
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
