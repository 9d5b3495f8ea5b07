package dev.qudiffuse.quantum.qasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Controlled;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Gate;
import dev.qudiffuse.quantum.PauliRotation;
import dev.qudiffuse.quantum.RandomCircuits;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.UnitaryGate;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QasmWriterTest {

  private static final double TOLERANCE = 1e-12;

  static Stream<Gate> gates() {
    return RandomCircuits.gates(new Random(11)).stream();
  }

  /** Global phase included, on qubits in an order of their own. */
  @ParameterizedTest
  @MethodSource("gates")
  void everyGateComesBack(Gate gate) {
    Random random = new Random(12);
    int qubits = gate.qubits() + 1;
    List<Integer> targets = new ArrayList<>(IntStream.range(0, qubits).boxed().toList());
    Collections.shuffle(targets, random);
    Angle[] angles =
        IntStream.range(0, gate.angles())
            .mapToObj(i -> Angle.parameter(i).times(random.nextGaussian()).plus(0.3))
            .toArray(Angle[]::new);
    Circuit circuit =
        Circuit.builder(qubits).add(gate, targets.subList(0, gate.qubits()), angles).build();
    double[] values = Dense.gaussians(gate.angles(), random);
    requireSame(circuit, values);
  }

  @Test
  void randomCircuitsComeBack() {
    Random random = new Random(13);
    for (int trial = 0; trial < 40; trial++) {
      int qubits = 1 + random.nextInt(4);
      Circuit circuit = RandomCircuits.circuit(qubits, 25, 4, random);
      requireSame(circuit, Dense.gaussians(4, random));
    }
  }

  private static void requireSame(Circuit circuit, double[] angles) {
    ComplexMatrix expected = Dense.matrix(circuit, angles);
    QasmProgram numbers = QasmReader.read(QasmWriter.write(circuit, angles));
    assertThat(numbers.parameterNames()).isEmpty();
    assertThat(Dense.matrix(numbers.circuit()).maxDistance(expected)).isLessThan(TOLERANCE);

    QasmProgram inputs = QasmReader.read(QasmWriter.writeWithInputs(circuit));
    double[] used =
        inputs.parameterNames().stream()
            .mapToDouble(name -> angles[Integer.parseInt(name.substring("theta_".length()))])
            .toArray();
    assertThat(Dense.matrix(inputs.circuit(), used).maxDistance(expected)).isLessThan(TOLERANCE);
  }

  @Test
  void anglesComeBackToTheBit() {
    Random random = new Random(14);
    Circuit.Builder builder = Circuit.builder(1);
    for (int i = 0; i < 200; i++) {
      double exponent = Math.scalb(1.0, random.nextInt(80) - 60);
      builder.add(
          RotationGate.RX,
          0,
          i % 2 == 0
              ? Angle.of(random.nextGaussian() * exponent)
              : new Angle.Parameter(0, random.nextGaussian() * exponent, random.nextGaussian()));
    }
    Circuit circuit = builder.build();
    QasmProgram read = QasmReader.read(QasmWriter.writeWithInputs(circuit, List.of("\u03b8")));
    assertThat(read.circuit().operations()).isEqualTo(circuit.operations());
    assertThat(read.parameterNames()).containsExactly("\u03b8");
  }

  @Test
  void writesAProgramThatAPersonCanRead() {
    Circuit circuit =
        Circuit.builder(4)
            .add(FixedGate.H, 0)
            .add(new Controlled(FixedGate.X, 2), List.of(0, 1, 2))
            .add(PauliRotation.of("XIZ"), List.of(2, 1, 3), Angle.parameter(0).times(-2).plus(-1))
            .add(new Controlled(FixedGate.SXDG, 1), List.of(3, 0))
            .build();
    assertThat(QasmWriter.writeWithInputs(circuit, List.of("w")))
        .isEqualTo(
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            input float[64] w;
            gate qudiffuse_rxiz(theta) q0, q1, q2 {
              h q0;
              cx q0, q2;
              rz(theta) q2;
              cx q0, q2;
              h q0;
            }
            qubit[4] q;
            h q[0];
            ctrl(2) @ x q[0], q[1], q[2];
            qudiffuse_rxiz(-2.0*w - 1.0) q[2], q[1], q[3];
            ctrl @ inv @ sx q[3], q[0];
            """);
  }

  @Test
  void theSameUnitaryIsDefinedOnce() {
    UnitaryGate gate = new UnitaryGate(RandomCircuits.unitary(2, new Random(15)));
    String text = QasmWriter.write(Circuit.builder(3).add(gate, 0, 1).add(gate, 2, 0).build());
    assertThat(text.split("gate qudiffuse_unitary_", -1)).hasSize(2);
    assertThat(text.split("gate qudiffuse_block", -1)).hasSize(2);
  }

  /** U has another phase in other tools, which a control would make visible. */
  @Test
  void nothingUnderAControlUsesU() {
    Controlled gate = new Controlled(new UnitaryGate(RandomCircuits.unitary(1, new Random(16))), 2);
    String text = QasmWriter.write(Circuit.builder(3).add(gate, List.of(0, 1, 2)).build());
    assertThat(text).doesNotContain("U(").contains("gphase(");
  }

  @Test
  void theClusterLayerComesBack() {
    Circuit layer = new ClusterAnsatz().circuit(4, 1);
    double[] angles = Dense.gaussians(layer.parameterCount(), new Random(17));
    String text = QasmWriter.writeWithInputs(layer);
    QasmProgram read = QasmReader.read(text);
    assertThat(read.parameterNames()).hasSize(16).startsWith("theta_0", "theta_1");
    assertThat(Dense.matrix(read.circuit(), angles).maxDistance(Dense.matrix(layer, angles)))
        .isLessThan(TOLERANCE);
  }

  @Test
  void refusesNamesThatMeanSomethingElse() {
    Circuit circuit = Circuit.builder(1).add(RotationGate.RX, 0, Angle.parameter(0)).build();
    for (String name : List.of("q", "pi", "rx", "gate", "U", "2x", "a b", "", "qudiffuse_block")) {
      assertThatThrownBy(() -> QasmWriter.writeWithInputs(circuit, List.of(name)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "expected a name that OpenQASM and its standard gates do not use, got \""
                  + name
                  + "\"");
    }
  }

  @Test
  void refusesTheWrongNumberOfNamesOrAngles() {
    Circuit circuit =
        Circuit.builder(1)
            .add(RotationGate.RX, 0, Angle.parameter(0))
            .add(RotationGate.RX, 0, Angle.parameter(1))
            .build();
    assertThatThrownBy(() -> QasmWriter.writeWithInputs(circuit, List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 2 parameter names, got 1");
    assertThatThrownBy(() -> QasmWriter.writeWithInputs(circuit, List.of("a", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected distinct parameter names, got [a, a]");
    assertThatThrownBy(() -> QasmWriter.write(circuit, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 2 circuit angles, got 1");
    assertThatThrownBy(() -> QasmWriter.write(circuit, 1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected finite angles");
  }
}
