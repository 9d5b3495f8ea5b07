package dev.qudiffuse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GrayImageTest {

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
