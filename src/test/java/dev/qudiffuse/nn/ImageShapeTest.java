package dev.qudiffuse.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.nn.kernel.CacheLines;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageShapeTest {

  private static final ImageShape SHAPE = new ImageShape(2, 3, 2);

  @Test
  void anImageHasABorderOfOnePixelOnEverySide() {
    assertThat(SHAPE.pixels()).isEqualTo(6);
    assertThat(SHAPE.size()).isEqualTo(4 * 5 * 2);
    assertThat(SHAPE.newImage()).hasSize(CacheLines.ORIGIN + SHAPE.size()).containsOnly(0f);
    assertThat(SHAPE.rowStride()).isEqualTo(10);
    assertThat(SHAPE.border()).isEqualTo(CacheLines.ORIGIN);
    assertThat(SHAPE.interior()).isEqualTo(SHAPE.border() + 12);
    assertThat(SHAPE.index(0, 1)).isEqualTo(SHAPE.border() + 14);
    assertThat(SHAPE.index(1, 0)).isEqualTo(SHAPE.border() + 22);
    assertThat(SHAPE.index(2, 3) + 2).isEqualTo(SHAPE.border() + SHAPE.size());
  }

  /** The elements of an array begin 16 bytes, four floats, behind the start of its object. */
  @ParameterizedTest
  @ValueSource(ints = {16, 32, 48, 64})
  void everyPixelOfWholeVectorsBeginsALineOfACache(int channels) {
    ImageShape shape = new ImageShape(7, 14, channels);
    for (int image = 0; image < 3; image++) {
      for (int y = -1; y <= 7; y++) {
        for (int x = -1; x <= 14; x++) {
          assertThat((4 + image * shape.size() + shape.index(y, x)) % CacheLines.FLOATS).isZero();
        }
      }
    }
  }

  @Test
  void scattersIntoTheInteriorAndGathersFromIt() {
    float[] image = SHAPE.newImage();
    float[] tight = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    SHAPE.scatter(1, tight, image);
    assertThat(Arrays.copyOfRange(image, SHAPE.border(), image.length))
        .containsExactly(
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, //
            0, 0, 1, 2, 3, 4, 5, 6, 0, 0, //
            0, 0, 7, 8, 9, 10, 11, 12, 0, 0, //
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    float[] back = new float[12];
    SHAPE.gather(1, image, back);
    assertThat(back).isEqualTo(tight);
  }

  /** Of a batch: the images lie one after the other, each with its border. */
  @Test
  void scattersAndGathersSeveralImages() {
    float[] tight = new float[36];
    for (int i = 0; i < tight.length; i++) {
      tight[i] = i + 1;
    }
    float[] images = SHAPE.newImages(3);
    SHAPE.scatter(3, tight, images);
    for (int image = 0; image < 3; image++) {
      float[] alone = SHAPE.newImage();
      SHAPE.scatter(1, Arrays.copyOfRange(tight, 12 * image, 12 * image + 12), alone);
      int from = SHAPE.border() + 40 * image;
      assertThat(Arrays.copyOfRange(images, from, from + 40))
          .isEqualTo(Arrays.copyOfRange(alone, SHAPE.border(), alone.length));
    }
    float[] back = new float[36];
    SHAPE.gather(3, images, back);
    assertThat(back).isEqualTo(tight);
  }

  @Test
  void otherChannelsLeaveTheExtents() {
    assertThat(SHAPE.withChannels(7)).isEqualTo(new ImageShape(2, 3, 7));
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 2", "2, 0, 2", "2, 3, 0", "-1, 3, 2"})
  void refusesExtentsBelowOne(int height, int width, int channels) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageShape(height, width, channels))
        .withMessage("expected positive extents, got %d x %d x %d", height, width, channels);
  }
}
