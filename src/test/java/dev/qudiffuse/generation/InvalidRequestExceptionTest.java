package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidRequestExceptionTest {

  @Test
  void saysWhatWasExpectedAndWhatCame() {
    assertThat(new InvalidRequestException("digit", "an integer from 0 to 9", "ten"))
        .hasMessage("digit: expected an integer from 0 to 9, got ten");
    assertThat(new InvalidRequestException("digit", "an integer from 0 to 9", ""))
        .hasMessage("digit: expected an integer from 0 to 9, got nothing");
  }

  @ParameterizedTest
  @ValueSource(ints = {58, 59, 60, 61})
  void whatIsLongIsCutBetweenCharacters(int before) {
    String text = "a".repeat(before) + "\uD835\uDD38".repeat(20); // each of two chars

    String shortened = InvalidRequestException.shorten(text);

    assertThat(shortened).endsWith("...").hasSizeBetween(62, 63);
    String kept = shortened.substring(0, shortened.length() - 3);
    assertThat(text).startsWith(kept);
    assertThat(Character.isHighSurrogate(kept.charAt(kept.length() - 1))).isFalse();
    assertThat(InvalidRequestException.shorten("a".repeat(60))).isEqualTo("a".repeat(60));
  }
}
