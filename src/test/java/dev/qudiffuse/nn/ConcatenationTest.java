package dev.qudiffuse.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ConcatenationTest {

  private static final ImageShape FIRST = new ImageShape(2, 1, 2);
  private static final ImageShape SECOND = new ImageShape(2, 1, 1);

  private final Concatenation concatenation = new Concatenation(FIRST, SECOND);

  private static float[] image(ImageShape shape, float... tight) {
    float[] image = shape.newImage();
    shape.scatter(tight, image);
    return image;
  }

  @Test
  void putsTheSecondImagesChannelsAfterTheFirstOnes() {
    assertThat(concatenation.out()).isEqualTo(new ImageShape(2, 1, 3));
    float[] y = concatenation.out().newImage();
    concatenation.forward(image(FIRST, 1, 2, 3, 4), image(SECOND, 5, 6), y);
    assertThat(y).isEqualTo(image(concatenation.out(), 1, 2, 5, 3, 4, 6));
  }

  @Test
  void splitsTheGradient() {
    float[] da = FIRST.newImage();
    float[] db = SECOND.newImage();
    concatenation.backward(image(concatenation.out(), 1, 2, 5, 3, 4, 6), da, db);
    assertThat(da).isEqualTo(image(FIRST, 1, 2, 3, 4));
    assertThat(db).isEqualTo(image(SECOND, 5, 6));
  }

  @Test
  void refusesImagesOfDifferentExtents() {
    ImageShape taller = new ImageShape(3, 1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Concatenation(taller, SECOND))
        .withMessage("expected images of the same extents, got %s and %s", taller, SECOND);
    ImageShape wider = new ImageShape(2, 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Concatenation(wider, SECOND))
        .withMessage("expected images of the same extents, got %s and %s", wider, SECOND);
  }
}
