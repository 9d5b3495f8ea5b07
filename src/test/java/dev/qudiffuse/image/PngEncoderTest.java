package dev.qudiffuse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngEncoderTest {

  /** An independent reader finds every pixel again. */
  @ParameterizedTest
  @CsvSource({"1, 1", "28, 28", "3, 50", "131, 7", "300, 300"})
  void anotherReaderFindsEveryPixel(int width, int height) throws IOException {
    byte[] pixels = new byte[width * height];
    new Random(width).nextBytes(pixels);

    BufferedImage read =
        ImageIO.read(
            new ByteArrayInputStream(PngEncoder.encode(new GrayImage(width, height, pixels))));

    assertThat(read.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    assertThat(read.getWidth()).isEqualTo(width);
    byte[] raster = new byte[width * height];
    read.getRaster().getDataElements(0, 0, width, height, raster);
    assertThat(raster).isEqualTo(pixels);
  }

  @Test
  void aBlankImageIsSmall() {
    assertThat(PngEncoder.encode(new GrayImage(280, 280, new byte[280 * 280])))
        .hasSizeLessThan(500);
  }

  @Test
  void anImageHasAsManyPixelsAsItsSidesSay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GrayImage(28, 28, new byte[783]))
        .withMessage("expected 28 x 28 pixels, got 783");
  }

  @Test
  void valuesBecomePixelsAsInTheTrainingData() {
    byte[] pixels = new byte[256];
    float[] values = new float[256];
    for (int p = 0; p < 256; p++) {
      pixels[p] = (byte) p;
      values[p] = p / 127.5f - 1;
    }
    assertThat(GrayImage.of(16, values).pixels()).isEqualTo(pixels);

    float[] beyond = new float[4];
    Arrays.fill(beyond, 1.2f);
    beyond[0] = -3;
    assertThat(GrayImage.of(2, beyond).pixels()).containsExactly(0, 255, 255, 255);
  }
}
