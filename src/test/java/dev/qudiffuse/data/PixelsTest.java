package dev.qudiffuse.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelsTest {

  @Test
  void everyByteComesBack() {
    for (int pixel = 0; pixel < 256; pixel++) {
      assertThat(Pixels.toByte(Pixels.toFloat((byte) pixel))).isEqualTo((byte) pixel);
    }
  }

  @Test
  void blackIsMinusOneAndWhiteIsOne() {
    assertThat(Pixels.toFloat((byte) 0)).isEqualTo(-1);
    assertThat(Pixels.toFloat((byte) 255)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"-7, 0", "7, 255", "-1, 0", "1, 255", "0, 128", "-0.997, 0", "-0.995, 1"})
  void roundsToTheNearestByteInsideTheRange(float value, int pixel) {
    assertThat(Pixels.toByte(value) & 0xFF).isEqualTo(pixel);
  }
}
