package dev.qudiffuse.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

  private static final int[] ASKED = {3, 3, 3, 3, 9, 9, 4, 7, 7, 7};
  private static final int[] READ = {3, 3, 5, 8, 4, 4, 9, 7, 7, 7};

  private final ConfusionMatrix confusion =
      new ConfusionMatrix(new Readings(ASKED, READ, new float[ASKED.length][1]));

  @Test
  void tellsOfEveryDigitThatWasAskedFor() {
    assertThat(confusion.digits())
        .containsExactly(
            new DigitResult(3, 4, 2),
            new DigitResult(4, 1, 0),
            new DigitResult(7, 3, 3),
            new DigitResult(9, 2, 0));
    assertThat(confusion.digits())
        .extracting(DigitResult::accuracy)
        .containsExactly(0.5, 0.0, 1.0, 0.0);
  }

  @Test
  void theMostFrequentConfusionsComeFirst() {
    assertThat(confusion.worst(10))
        .containsExactly(
            new Confusion(9, 4, 2),
            new Confusion(3, 5, 1),
            new Confusion(3, 8, 1),
            new Confusion(4, 9, 1));
    assertThat(confusion.worst(1)).containsExactly(new Confusion(9, 4, 2));
  }
}
