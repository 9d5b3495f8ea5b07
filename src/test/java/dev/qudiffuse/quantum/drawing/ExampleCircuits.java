package dev.qudiffuse.quantum.drawing;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Controlled;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.PauliRotation;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.TwoQubitBlock;
import dev.qudiffuse.quantum.UnitaryGate;
import java.util.List;

/** Circuits whose drawings people have looked at. */
final class ExampleCircuits {

  private ExampleCircuits() {}

  /** The quantum Fourier transform. */
  static Circuit fourierTransform(int qubits) {
    Circuit.Builder builder = Circuit.builder(qubits);
    for (int target = 0; target < qubits; target++) {
      builder.add(FixedGate.H, target);
      for (int control = target + 1; control < qubits; control++) {
        double angle = Math.PI / (1 << (control - target));
        builder.add(RotationGate.CP, control, target, Angle.of(angle));
      }
    }
    for (int qubit = 0; qubit < qubits / 2; qubit++) {
      builder.add(FixedGate.SWAP, qubit, qubits - 1 - qubit);
    }
    return builder.build();
  }

  /** Gates with many controls, on either side of the target and between. */
  static Circuit controls() {
    Circuit.Builder builder = Circuit.builder(6).add(FixedGate.X, 0);
    for (int first = 0; first < 4; first++) {
      builder.add(new Controlled(FixedGate.X, 2), List.of(first, first + 1, first + 2));
    }
    return builder
        .add(new Controlled(FixedGate.Z, 3), List.of(0, 2, 3, 5))
        .add(new Controlled(RotationGate.RY, 3), List.of(0, 5, 4, 2), Angle.of(-3 * Math.PI / 4))
        .add(FixedGate.CNOT, 5, 0)
        .build();
  }

  /** Every kind of box, in one piece and in several. */
  static Circuit boxes() {
    UnitaryGate one = new UnitaryGate(FixedGate.H.matrix());
    UnitaryGate two = new UnitaryGate(FixedGate.CNOT.matrix());
    Angle[] angles = {Angle.of(0.12), Angle.of(-0.5), Angle.of(1.02345)};
    return Circuit.builder(5)
        .add(FixedGate.SDG, 0)
        .add(FixedGate.SXDG, 1)
        .add(FixedGate.TDG, 2)
        .add(PauliRotation.of("ZZ"), 0, 1, Angle.parameter(0).times(-2).plus(Math.PI / 2))
        .add(PauliRotation.of("ZXY"), List.of(4, 1, 2), Angle.parameter(1))
        .add(two, 3, 1)
        .add(two, 4, 3)
        .add(one, 0)
        .add(new TwoQubitBlock(), 1, 2, angles)
        .add(new TwoQubitBlock(), 0, 4, angles)
        .add(PauliRotation.of("ZIZ"), List.of(0, 1, 2), Angle.of(1e-7))
        .add(PauliRotation.of("X"), List.of(3), Angle.of(0.7))
        .add(FixedGate.CZ, 3, 4)
        .build();
  }
}
