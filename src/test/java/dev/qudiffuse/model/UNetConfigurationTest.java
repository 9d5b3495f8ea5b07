package dev.qudiffuse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.quantum.ansatz.Ansatz;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import dev.qudiffuse.quantum.ansatz.Qcnn;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UNetConfigurationTest {

  private static final UNetConfiguration STANDARD = UNetConfiguration.standard();

  @Test
  void readsWhatItWrote() {
    for (Ansatz ansatz : Ansatz.all()) {
      UNetConfiguration sizes = STANDARD.withAnsatz(ansatz);
      assertThat(sizes.describe()).containsEntry("ansatz", ansatz.key());
      assertThat(UNetConfiguration.parse(sizes.describe())).isEqualTo(sizes);
    }
  }

  /** As the weights that ship. */
  @Test
  void withoutAnAnsatzItIsThePapers() {
    Map<String, String> older = STANDARD.describe();
    older.remove("ansatz");
    assertThat(UNetConfiguration.parse(older)).isEqualTo(STANDARD);
    assertThat(STANDARD.ansatz()).isEqualTo(new ClusterAnsatz());
  }

  @Test
  void namesWhatIsMissingOrUnknown() {
    Map<String, String> values = STANDARD.describe();
    values.put("ansatz", "brick");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNetConfiguration.parse(values))
        .withMessageStartingWith("expected an ansatz of cluster, ")
        .withMessageEndingWith(", got brick");
    values.remove("qubits");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNetConfiguration.parse(values))
        .withMessageStartingWith("expected a value for qubits, got only [architecture, imageSize");
  }

  /** Three layers leave one of 8 qubits; this many qubits cannot have a fourth. */
  @Test
  void refusesLayersThatTheAnsatzCannotHave() {
    assertThat(STANDARD.withAnsatz(new Qcnn()).circuitLayers()).isEqualTo(3);
    Map<String, String> values = STANDARD.withAnsatz(new Qcnn()).describe();
    values.put("circuitLayers", "4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UNetConfiguration.parse(values))
        .withMessageStartingWith("qcnn: expected at most 3 layers on 8 qubits");
  }
}
