package dev.qudiffuse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnlargementTest {

  private static final int SIDE = 28;

  @Test
  void sameSizeChangesNothing() {
    float[] image = new float[SIDE * SIDE];
    for (int i = 0; i < image.length; i++) {
      image[i] = (i * 37 % 101) / 50f - 1;
    }

    assertThat(Enlargement.of(SIDE, SIDE).apply(image)).isEqualTo(image);
  }

  @ParameterizedTest
  @ValueSource(ints = {29, 56, 100, 280, 1024})
  void keepsAConstant(int to) {
    float[] image = new float[SIDE * SIDE];
    java.util.Arrays.fill(image, 0.25f);

    for (float value : Enlargement.of(SIDE, to).apply(image)) {
      assertThat(value).isCloseTo(0.25f, within(1e-6f));
    }
  }

  /** Cubic convolution reproduces a plane where its four taps lie inside the image. */
  @ParameterizedTest
  @ValueSource(ints = {31, 84, 280})
  void reproducesAPlaneAwayFromTheEdge(int to) {
    float[] plane = new float[SIDE * SIDE];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = plane(i % SIDE, i / SIDE);
    }

    float[] enlarged = Enlargement.of(SIDE, to).apply(plane);

    for (int y = to / 8; y < to - to / 8; y++) {
      for (int x = to / 8; x < to - to / 8; x++) {
        float expected = plane((x + 0.5f) * SIDE / to - 0.5f, (y + 0.5f) * SIDE / to - 0.5f);
        assertThat(enlarged[y * to + x]).isCloseTo(expected, within(2e-5f));
      }
    }
  }

  private static float plane(float x, float y) {
    return 0.03f * x - 0.02f * y + 0.1f;
  }

  @Test
  void doublesASinglePixelWithTheKernelsWeights() {
    float[] image = new float[SIDE * SIDE];
    image[14 * SIDE + 14] = 1;

    float[] enlarged = Enlargement.of(SIDE, 2 * SIDE).apply(image);

    // enlarged pixel 28 lies at 13.75 small pixels, 31 at 15.25: k(0.25) and k(1.25)
    assertThat(enlarged[28 * 56 + 28]).isCloseTo(0.8671875f * 0.8671875f, within(1e-6f));
    assertThat(enlarged[28 * 56 + 31]).isCloseTo(0.8671875f * -0.0703125f, within(1e-6f));
  }

  @Test
  void aSinglePixelFillsTheImage() {
    float[] half = new float[9];
    java.util.Arrays.fill(half, 0.5f);

    assertThat(Enlargement.of(1, 3).apply(new float[] {0.5f})).containsExactly(half, within(1e-6f));
  }

  @Test
  void refusesToShrinkAndForeignSizes() {
    assertThatIllegalArgumentException().isThrownBy(() -> Enlargement.of(28, 27));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Enlargement.of(28, 56).apply(new float[27 * 27]))
        .withMessage("expected 784 values, got 729");
  }
}
