package dev.qudiffuse.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AveragePoolingTest {

  private static final float TOLERANCE = 1e-6f;

  @Test
  void agreesWithTheReference() throws IOException {
    JsonNode golden = golden();
    JsonNode x = golden.get("inputs").get("x");
    ImageShape in =
        new ImageShape(
            x.get("shape").get(2).asInt(),
            x.get("shape").get(3).asInt(),
            x.get("shape").get(1).asInt());
    var pooling = new AveragePooling(in);
    float[] y = pooling.out().newImage();
    pooling.forward(image(x, in), y);
    assertThat(y).containsExactly(image(golden.get("y"), pooling.out()), within(TOLERANCE));

    float[] dx = in.newImage();
    pooling.backward(image(golden.get("dy"), pooling.out()), dx);
    JsonNode expected = golden.get("gradients").get("x");
    assertThat(dx).containsExactly(image(expected, in), within(TOLERANCE));
  }

  /** The reference has one image, channels first and without a border. */
  private static float[] image(JsonNode tensor, ImageShape shape) {
    float[] image = shape.newImage();
    int next = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int i = 0; i < shape.height(); i++) {
        for (int j = 0; j < shape.width(); j++) {
          image[shape.index(i, j) + c] = (float) tensor.get("data").get(next++).asDouble();
        }
      }
    }
    assertThat(tensor.get("data").size()).isEqualTo(next);
    return image;
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in = AveragePoolingTest.class.getResourceAsStream("/golden/nn.json")) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in)).get("avg_pool_2x2");
    }
  }

  @Test
  void aConstantStaysAndItsGradientIsSpread() {
    var pooling = new AveragePooling(new ImageShape(4, 6, 3));
    float[] x = pooling.in().newImage();
    Arrays.fill(x, 7f);
    float[] y = pooling.out().newImage();
    pooling.forward(x, y);
    float[] tight = new float[2 * 3 * 3];
    pooling.out().gather(y, tight);
    assertThat(tight).containsOnly(7f);
    assertThat(y[0]).as("the border").isZero();

    float[] dx = pooling.in().newImage();
    pooling.backward(y, dx);
    float[] wide = new float[4 * 6 * 3];
    pooling.in().gather(dx, wide);
    assertThat(wide).containsOnly(7f / 4);
  }

  @Test
  void oddExtentsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AveragePooling(new ImageShape(7, 8, 1)))
        .withMessage("expected even extents to halve, got 7 x 8");
  }
}
