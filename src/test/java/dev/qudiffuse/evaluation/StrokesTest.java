package dev.qudiffuse.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrokesTest {

  /** Rows are split at slashes; # is ink, - is just too dark to be ink. */
  @ParameterizedTest
  @CsvSource({
    "'   /   /   ', 0",
    "'#  /   /   ', 1",
    "'#  / # /  #', 1",
    "'# #/   / # ', 3",
    "'###/# #/###', 1",
    "'###/---/###', 2",
    "'  #/ # /#  ', 1",
    "'#  /#  /  #', 2",
    "'  #/#  /#  ', 2"
  })
  void countsPiecesOfInk(String picture, int pieces) {
    String rows = picture.replace("/", "");
    float[] pixels = new float[rows.length()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          switch (rows.charAt(i)) {
            case '#' -> 100 / 127.5f - 1;
            case '-' -> 99 / 127.5f - 1;
            default -> -1;
          };
    }
    assertThat(Strokes.pieces(pixels, 3)).isEqualTo(pieces);
  }
}
