package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CountsTest {

  @Test
  void countsOutcomesByBitString() {
    Iterator<Integer> outcomes = List.of(4, 1, 4, 0, 4).iterator();
    Counts counts = Counts.of(3, 5, outcomes::next);
    assertThat(counts.shots()).isEqualTo(5);
    assertThat(counts.count(4)).isEqualTo(3);
    assertThat(counts.count(7)).isZero();
    assertThat(counts.byBitString())
        .containsExactly(entry("000", 1), entry("001", 1), entry("100", 3));
  }

  @Test
  void refusesOutcomesThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Counts(2, new TreeMap<>(Map.of(4, 1))))
        .withMessage("expected outcomes of 2 qubits, each read at least once, got {4=1}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Counts(2, new TreeMap<>(Map.of(-1, 1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Counts(2, new TreeMap<>(Map.of(3, 0))));
  }
}
