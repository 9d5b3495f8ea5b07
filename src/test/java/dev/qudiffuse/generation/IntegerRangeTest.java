package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class IntegerRangeTest {

  private final IntegerRange range = new IntegerRange(-1, 3);

  @Test
  void bothEndsBelongToIt() {
    assertThat(range.require("level", -1)).isEqualTo(-1);
    assertThat(range.require("level", 3)).isEqualTo(3);
    assertThat(range.contains(-2)).isFalse();
    assertThat(range.contains(4)).isFalse();
  }

  @Test
  void saysWhatWasExpected() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> range.require("level", 4))
        .withMessage("level: expected an integer from -1 to 3, got 4");
  }
}
