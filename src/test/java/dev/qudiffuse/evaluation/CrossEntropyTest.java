package dev.qudiffuse.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CrossEntropyTest {

  private final float[] gradient = new float[3];

  @Test
  void ofEqualLogitsIsTheLogarithmOfTheirNumber() {
    assertThat(CrossEntropy.loss(new float[] {4, 4, 4}, 1, gradient))
        .isCloseTo(Math.log(3), within(1e-12));
    assertThat(gradient).containsExactly(new float[] {1f / 3, -2f / 3, 1f / 3}, within(1e-7f));
  }

  @Test
  void isMinusTheLogarithmOfTheRightOnesProbability() {
    float[] logits = {1, 2, 4};
    double sum = Math.exp(1) + Math.exp(2) + Math.exp(4);
    assertThat(CrossEntropy.loss(logits, 0, gradient))
        .isCloseTo(-Math.log(Math.E / sum), within(1e-12));
    assertThat((double) gradient[2]).isCloseTo(Math.exp(4) / sum, within(1e-7));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    assertThat(CrossEntropy.loss(new float[] {3000, 0, -3000}, 1, gradient)).isEqualTo(3000);
    assertThat(gradient).containsExactly(1, -1, 0);
    assertThat(CrossEntropy.loss(new float[] {3000, 0, -3000}, 0, gradient)).isZero();
  }

  @Test
  void theGradientMatchesFiniteDifferences() {
    float[] logits = {0.3f, -1.2f, 0.9f};
    CrossEntropy.loss(logits, 1, gradient);
    for (int k = 0; k < logits.length; k++) {
      float[] above = logits.clone();
      float[] below = logits.clone();
      above[k] += 0.01f;
      below[k] -= 0.01f;
      float[] ignored = new float[3];
      double difference =
          CrossEntropy.loss(above, 1, ignored) - CrossEntropy.loss(below, 1, ignored);
      assertThat((double) gradient[k]).isCloseTo(difference / 0.02, within(1e-4));
    }
  }

  @Test
  void theGradientMayReplaceTheLogits() {
    float[] logits = {1, 2, 4};
    CrossEntropy.loss(logits, 0, gradient);
    CrossEntropy.loss(logits, 0, logits);
    assertThat(logits).containsExactly(gradient);
  }

  @Test
  void argMaxIsTheFirstOfEquals() {
    assertThat(CrossEntropy.argMax(new float[] {-3, 5, 5, 1})).isEqualTo(1);
    assertThat(CrossEntropy.argMax(new float[] {-3, -4})).isZero();
  }
}
