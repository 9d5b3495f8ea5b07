package dev.qudiffuse.quantum;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Circuits of every gate there is, on random qubits, with fixed, scaled and shared angles. */
public final class RandomCircuits {

  private RandomCircuits() {}

  /** Every gate, a random unitary of either size among them. */
  public static List<Gate> gates(Random random) {
    List<Gate> gates = new ArrayList<>(List.of(FixedGate.values()));
    gates.addAll(List.of(RotationGate.values()));
    gates.add(new TwoQubitBlock());
    gates.add(GlobalPhase.GLOBAL_PHASE);
    gates.add(new UnitaryGate(unitary(1, random)));
    gates.add(new UnitaryGate(unitary(2, random)));
    gates.addAll(
        Stream.of("X", "Y", "Z", "ZZ", "XX", "YY", "XY", "IZ", "ZXY", "YYY", "ZIZ", "YXZY")
            .map(PauliRotation::of)
            .toList());
    for (int controls = 1; controls <= 3; controls++) {
      gates.add(new Controlled(FixedGate.H, controls));
      gates.add(new Controlled(FixedGate.X, controls));
      gates.add(new Controlled(FixedGate.SX, controls));
      gates.add(new Controlled(RotationGate.RX, controls));
      gates.add(new Controlled(RotationGate.P, controls));
      gates.add(new Controlled(PauliRotation.of("Y"), controls));
      gates.add(new Controlled(new UnitaryGate(unitary(1, random)), controls));
    }
    return gates;
  }

  /** Every way of choosing {@code count} of the register's qubits, in every order. */
  public static List<List<Integer>> arrangements(int qubits, int count) {
    if (count == 0) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (List<Integer> shorter : arrangements(qubits, count - 1)) {
      for (int qubit = 0; qubit < qubits; qubit++) {
        if (!shorter.contains(qubit)) {
          List<Integer> longer = new ArrayList<>(shorter);
          longer.add(qubit);
          all.add(longer);
        }
      }
    }
    return all;
  }

  public static ComplexMatrix unitary(int qubits, Random random) {
    ComplexMatrix first = new TwoQubitBlock().matrix(Dense.gaussians(3, random));
    if (qubits == 1) {
      return RotationGate.RZ
          .matrix(random.nextGaussian())
          .times(RotationGate.RY.matrix(random.nextGaussian()))
          .times(RotationGate.P.matrix(random.nextGaussian()));
    }
    return unitary(1, random)
        .kronecker(unitary(1, random))
        .times(first)
        .times(RotationGate.CRY.matrix(1.3));
  }

  public static Circuit circuit(int qubits, int gates, int parameters, Random random) {
    Circuit.Builder builder = Circuit.builder(qubits);
    int added = 0;
    while (added < gates) {
      List<Gate> all = gates(random);
      Gate gate = all.get(random.nextInt(all.size()));
      if (gate.qubits() <= qubits) {
        builder.add(operation(gate, qubits, parameters, random));
        added++;
      }
    }
    // One gate that surely uses the last parameter, so that the count is known.
    builder.add(RotationGate.RY, 0, Angle.parameter(parameters - 1));
    return builder.build();
  }

  private static Operation operation(Gate gate, int qubits, int parameters, Random random) {
    List<Integer> targets = new ArrayList<>(IntStream.range(0, qubits).boxed().toList());
    Collections.shuffle(targets, random);
    List<Angle> angles = new ArrayList<>();
    for (int i = 0; i < gate.angles(); i++) {
      Angle parameter = Angle.parameter(random.nextInt(parameters));
      angles.add(
          switch (random.nextInt(3)) {
            case 0 -> Angle.of(random.nextGaussian());
            case 1 -> parameter;
            default -> parameter.times(random.nextGaussian()).plus(random.nextGaussian());
          });
    }
    return new Operation(gate, targets.subList(0, gate.qubits()), angles);
  }
}
