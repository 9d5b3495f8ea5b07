package dev.qudiffuse.quantum.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CircuitSummaryTest {

  @Test
  void countsAClusterLayer() {
    CircuitSummary summary = CircuitSummary.of(new ClusterAnsatz().circuit(4, 3));
    assertThat(summary.qubits()).isEqualTo(4);
    assertThat(summary.parameters()).isEqualTo(48);
    assertThat(summary.operations()).isEqualTo(3 * (4 + 4 + 3 + 4));
    assertThat(summary.entangling()).isEqualTo(3 * (4 + 3));
    assertThat(summary.depth()).isEqualTo(new ClusterAnsatz().circuit(4, 3).depth());
    assertThat(summary.gates().entrySet())
        .containsExactly(
            Map.entry("H", 12L), Map.entry("N", 12L), Map.entry("RX", 12L), Map.entry("CZ", 9L));
  }

  @Test
  void countsNothing() {
    assertThat(CircuitSummary.of(Circuit.builder(3).build()))
        .isEqualTo(new CircuitSummary(3, 0, 0, 0, 0, new LinkedHashMap<>()));
  }
}
