package dev.qudiffuse.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.image.GrayImage;
import org.junit.jupiter.api.Test;

class PixelsTest {

  @Test
  void everyByteComesBackInAPicture() {
    for (int pixel = 0; pixel < 256; pixel++) {
      float[] values = {Pixels.toFloat((byte) pixel)};
      assertThat(GrayImage.of(1, values).pixels()).containsExactly((byte) pixel);
    }
  }

  @Test
  void blackIsMinusOneAndWhiteIsOne() {
    assertThat(Pixels.toFloat((byte) 0)).isEqualTo(-1);
    assertThat(Pixels.toFloat((byte) 255)).isEqualTo(1);
  }
}
