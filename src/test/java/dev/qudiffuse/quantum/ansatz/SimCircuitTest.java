package dev.qudiffuse.quantum.ansatz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Operation;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimCircuitTest {

  private static final int QUBITS = 4;

  /** Gates one after the other, on the 4 qubits for which Fig. 2 of the paper draws them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1  | RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3
          2  | RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CNOT32 CNOT21 CNOT10
          3  | RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CRZ32 CRZ21 CRZ10
          4  | RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CRX32 CRX21 CRX10
          5  | RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CRZ32 CRZ31 CRZ30 CRZ23 CRZ21 CRZ20 CRZ13 CRZ12 CRZ10 CRZ03 CRZ02 CRZ01 RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3
          6  | RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CRX32 CRX31 CRX30 CRX23 CRX21 CRX20 CRX13 CRX12 CRX10 CRX03 CRX02 CRX01 RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3
          7  | RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CRZ10 CRZ32 RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CRZ21
          8  | RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CRX10 CRX32 RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CRX21
          9  | H0 H1 H2 H3 CZ32 CZ21 CZ10 RX0 RX1 RX2 RX3
          10 | RY0 RY1 RY2 RY3 CZ01 CZ12 CZ23 CZ30 RY0 RY1 RY2 RY3
          11 | RY0 RY1 RY2 RY3 RZ0 RZ1 RZ2 RZ3 CNOT10 CNOT32 RY1 RY2 RZ1 RZ2 CNOT21
          12 | RY0 RY1 RY2 RY3 RZ0 RZ1 RZ2 RZ3 CZ10 CZ32 RY1 RY2 RZ1 RZ2 CZ21
          13 | RY0 RY1 RY2 RY3 CRZ30 CRZ23 CRZ12 CRZ01 RY0 RY1 RY2 RY3 CRZ32 CRZ03 CRZ10 CRZ21
          14 | RY0 RY1 RY2 RY3 CRX30 CRX23 CRX12 CRX01 RY0 RY1 RY2 RY3 CRX32 CRX03 CRX10 CRX21
          15 | RY0 RY1 RY2 RY3 CNOT30 CNOT23 CNOT12 CNOT01 RY0 RY1 RY2 RY3 CNOT32 CNOT03 CNOT10 CNOT21
          16 | RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CRZ10 CRZ32 CRZ21
          17 | RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CRX10 CRX32 CRX21
          18 | RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CRZ30 CRZ23 CRZ12 CRZ01
          19 | RX0 RX1 RX2 RX3 RZ0 RZ1 RZ2 RZ3 CRX30 CRX23 CRX12 CRX01
          """)
  void isAsDrawn(int number, String gates) {
    assertThat(gates(new SimCircuit(number).circuit(QUBITS, 1))).isEqualTo(gates);
  }

  private static String gates(Circuit circuit) {
    return circuit.operations().stream().map(SimCircuitTest::gate).collect(Collectors.joining(" "));
  }

  private static String gate(Operation operation) {
    return operation.gate()
        + operation.qubits().stream().map(String::valueOf).collect(Collectors.joining());
  }

  /** Per layer, as the paper has them; circuit 10 has n once more. */
  @Test
  void hasThePublishedNumberOfParameters() {
    for (int n = 2; n <= 8; n++) {
      // n / gcd(n, 3), but on 3 qubits, where that gate would have one qubit twice.
      int distanceThree = n == 6 ? 2 : n;
      int[] counts = {
        2 * n,
        2 * n,
        3 * n - 1,
        3 * n - 1,
        n * n + 3 * n,
        n * n + 3 * n,
        5 * n - 1,
        5 * n - 1,
        n,
        n,
        4 * n - 4,
        4 * n - 4,
        3 * n + distanceThree,
        3 * n + distanceThree,
        2 * n,
        3 * n - 1,
        3 * n - 1,
        3 * n,
        3 * n
      };
      for (int number = 1; number <= SimCircuit.COUNT; number++) {
        int once = number == 10 ? n : 0;
        assertThat(new SimCircuit(number).parameters(n, 2))
            .as("circuit %d on %d qubits", number, n)
            .isEqualTo(once + 2 * counts[number - 1]);
      }
    }
  }

  @Test
  void blocksOfOtherSizes() {
    assertThat(gates(new SimCircuit(15).circuit(3, 1)))
        .isEqualTo("RY0 RY1 RY2 CNOT20 CNOT12 CNOT01 RY0 RY1 RY2 CNOT21 CNOT02 CNOT10");
    assertThat(gates(new SimCircuit(15).circuit(2, 1)))
        .isEqualTo("RY0 RY1 CNOT10 CNOT01 RY0 RY1 CNOT10 CNOT01");
    assertThat(gates(new SimCircuit(15).circuit(6, 1))).endsWith("RY5 CNOT52 CNOT25");
    assertThat(gates(new SimCircuit(15).circuit(5, 1)))
        .endsWith("RY4 CNOT42 CNOT14 CNOT31 CNOT03 CNOT20");
    assertThat(gates(new SimCircuit(11).circuit(5, 1)))
        .endsWith("CNOT10 CNOT32 RY1 RY2 RY3 RZ1 RZ2 RZ3 CNOT21 CNOT43");
    assertThat(gates(new SimCircuit(10).circuit(2, 1))).isEqualTo("RY0 RY1 CZ01 RY0 RY1");
  }
}
