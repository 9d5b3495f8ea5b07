package dev.qudiffuse.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What {@link GoldenLayersTest} and {@link LayerGradientTest} leave open about average pooling. */
class AveragePoolingTest {

  @Test
  void aConstantStaysAndItsGradientIsSpread() {
    var pooling = new AveragePooling(new ImageShape(4, 6, 3));
    float[] x = pooling.in().newImage();
    Arrays.fill(x, 7f);
    float[] y = pooling.out().newImage();
    pooling.forward(1, x, y);
    float[] tight = new float[2 * 3 * 3];
    pooling.out().gather(1, y, tight);
    assertThat(tight).containsOnly(7f);
    assertThat(y[0]).as("the border").isZero();

    float[] dx = pooling.in().newImage();
    pooling.backward(1, y, dx);
    float[] wide = new float[4 * 6 * 3];
    pooling.in().gather(1, dx, wide);
    assertThat(wide).containsOnly(7f / 4);
  }

  @Test
  void oddExtentsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AveragePooling(new ImageShape(7, 8, 1)))
        .withMessage("expected even extents to halve, got 7 x 8");
  }
}
