package dev.qudiffuse.quantum.qasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.PauliSum;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.drawing.CircuitSummary;
import dev.qudiffuse.quantum.drawing.CircuitSvg;
import dev.qudiffuse.quantum.drawing.CircuitText;
import dev.qudiffuse.quantum.execution.DensityMatrixBackend;
import dev.qudiffuse.quantum.noise.NoiseModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A global phase is part of a program's unitary, and of nothing that can be measured or counted.
 */
class GlobalPhaseProgramTest {

  private static Circuit circuit(String statements) {
    return QasmReader.read("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n" + statements).circuit();
  }

  private static double noisyExpectation(Circuit circuit, String paulis, double... angles) {
    return new DensityMatrixBackend(NoiseModel.depolarizing(0.1))
        .expectationValues(
            circuit, angles, new StateVector(circuit.qubits()), List.of(PauliSum.of(paulis)))
        .getFirst()
        .value();
  }

  @ParameterizedTest
  @CsvSource({
    "qubit q; gphase(0.3); h q;, X, 0.9, 1",
    "'qubit[2] q; u2(0,pi/2) q[1];', ZI, 1, 1",
    "qubit q; pow(0.5) @ x q; h q;, Y, 0.81, 2"
  })
  void isFollowedByNoNoiseAndIsNoGate(String program, String paulis, double expected, int depth) {
    Circuit circuit = circuit(program);
    assertThat(noisyExpectation(circuit, paulis)).isCloseTo(expected, within(1e-14));
    assertThat(circuit.depth()).isEqualTo(depth);
    assertThat(CircuitSummary.of(circuit).operations()).isEqualTo(depth);
  }

  @Test
  void ofAnInputIsNoGateEither() {
    Circuit circuit = circuit("input float a; qubit[2] q; h q[0]; gphase(a);");
    assertThat(circuit.parameterCount()).isEqualTo(1);
    assertThat(noisyExpectation(circuit, "XI", 0.4)).isCloseTo(0.9, within(1e-14));
  }

  /** Written and read again, a program stays as it is. */
  @ParameterizedTest
  @CsvSource({
    "qubit q; gphase(0.3); h q;",
    "qubit q; pow(0.5) @ x q; h q;",
    "'qubit[2] q; u2(0,pi/2) q[1]; h q[0];'"
  })
  void doesNotGrowByWritingAndReading(String program) {
    Circuit first = circuit(program);
    Circuit second = QasmReader.read(QasmWriter.write(first)).circuit();
    Circuit third = QasmReader.read(QasmWriter.write(second)).circuit();
    assertThat(CircuitSummary.of(second)).isEqualTo(CircuitSummary.of(first));
    assertThat(third.operations()).hasSameSizeAs(second.operations());
    assertThat(CircuitSummary.of(third)).isEqualTo(CircuitSummary.of(first));
  }

  @Test
  void standsAboveTheDrawing() {
    Circuit circuit = circuit("input float a; qubit q; gphase(a/2); gphase(-pi/4); h q;");
    assertThat(CircuitText.of(circuit))
        .isEqualTo(
            """
            global phase 0.5θ0−π/4
                 ┌───┐
            q0: ─┤ H ├─
                 └───┘""");
    assertThat(CircuitSvg.of(circuit)).contains("1 gate in 1 column, global phase 0.5θ0−π/4;");
  }

  @Test
  void anIdleGateStaysForTheNoise() {
    Circuit circuit = circuit("qubit q; h q; id q; id q; id q;");
    assertThat(noisyExpectation(circuit, "X")).isCloseTo(Math.pow(0.9, 4), within(1e-14));
    assertThat(QasmWriter.write(circuit)).contains("id q[0];");
  }
}
