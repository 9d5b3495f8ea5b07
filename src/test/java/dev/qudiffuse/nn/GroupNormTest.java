package dev.qudiffuse.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.nn.kernel.KernelChoice;
import dev.qudiffuse.nn.kernel.Kernels;
import java.util.Arrays;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link GoldenLayersTest} and {@link LayerGradientTest} leave open about group norm. */
class GroupNormTest {

  private static final ImageShape SHAPE = new ImageShape(7, 5, 16);
  private static final int GROUPS = 4;

  private final RandomGenerator random = new Well19937c(31);
  private final LayerUnderTest layer = LayerUnderTest.groupNorm(SHAPE, GROUPS, Activation.NONE);

  /** Scales 1 and shifts 0. */
  private final Weights initial = layer.layout().initialize(random);

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3, 5, 32})
  void refusesGroupsThatDoNotDivideTheChannels(int groups) {
    var layout = new ParameterLayout.Builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GroupNorm(layout, "norm", SHAPE, groups, Activation.NONE))
        .withMessage("norm: expected groups that divide 16 channels, got " + groups);
  }

  @Test
  void startsWithScaleOneAndShiftZeroWhichDoNotDecay() {
    assertThat(initial.values()).startsWith(ones(16)).endsWith(new float[16]);
    assertThat(layer.layout().parameters())
        .allSatisfy(parameter -> assertThat(parameter.group().decays()).isFalse());
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1f);
    return ones;
  }

  /** Also far from zero, where a variance taken as a difference of squares would be lost. */
  @ParameterizedTest
  @ValueSource(floats = {0, 100, -100})
  void everyGroupComesOutWithMeanZeroAndVarianceOne(float center) {
    float[] x = new float[layer.inputs()];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (center + (1 + i % 16) * random.nextGaussian());
    }
    float[] y = layer.apply(Kernels.get(), initial, x);
    int width = 16 / GROUPS;
    for (int g = 0; g < GROUPS; g++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < y.length; i++) {
        if (i % 16 / width == g) {
          sum += y[i];
          squares += (double) y[i] * y[i];
        }
      }
      int count = width * SHAPE.pixels();
      assertThat(sum / count).as("mean of group %d", g).isCloseTo(0, within(1e-5));
      assertThat(squares / count).as("variance of group %d", g).isCloseTo(1, within(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConstantImageBecomesTheShift(KernelChoice kernels) {
    float[] x = new float[layer.inputs()];
    Arrays.fill(x, 0.75f);
    float[] values = initial.values().clone();
    for (int c = 0; c < 16; c++) {
      values[16 + c] = c;
    }
    float[] y = layer.apply(kernels.kernels(), layer.layout().weights(values), x);
    for (int i = 0; i < y.length; i++) {
      assertThat(y[i]).isCloseTo(i % 16, within(1e-4f));
    }
  }

  /** The network walks back in place. */
  @ParameterizedTest
  @EnumSource
  void theGradientMayReplaceTheOneItIsMadeOf(Activation activation) {
    for (KernelChoice kernels : KernelChoice.values()) {
      var pass = new WayBack(kernels.kernels(), activation);
      float[] dy = image();
      float[] dx = SHAPE.newImage();
      float[] gradient =
          pass.back(
              (moments, g) ->
                  pass.norm.backward(pass.kernels, pass.weights, 1, pass.x, dy, dx, moments, g));
      float[] inPlace = dy.clone();
      float[] gradientInPlace =
          pass.back(
              (moments, g) ->
                  pass.norm.backward(
                      pass.kernels, pass.weights, 1, pass.x, inPlace, inPlace, moments, g));
      assertThat(inPlace).isEqualTo(dx);
      assertThat(gradientInPlace).isEqualTo(gradient);
    }
  }

  /** Beside a residual connection the gradient is added to the one that passes by. */
  @ParameterizedTest
  @EnumSource
  void theGradientMayBeAddedToAnother(Activation activation) {
    for (KernelChoice kernels : KernelChoice.values()) {
      var pass = new WayBack(kernels.kernels(), activation);
      float[] dy = image();
      float[] dx = SHAPE.newImage();
      float[] gradient =
          pass.back(
              (moments, g) ->
                  pass.norm.backward(pass.kernels, pass.weights, 1, pass.x, dy, dx, moments, g));
      float[] other = image();
      float[] sum = other.clone();
      float[] gradientOfSum =
          pass.back(
              (moments, g) ->
                  pass.norm.addBackward(
                      pass.kernels, pass.weights, 1, pass.x, dy.clone(), sum, moments, g));
      for (int i = 0; i < sum.length; i++) {
        assertThat(sum[i]).isEqualTo(other[i] + dx[i]);
      }
      assertThat(gradientOfSum).isEqualTo(gradient);
    }
  }

  /** With a SiLU on top in one sweep it is what both give one after the other, to the bit. */
  @ParameterizedTest
  @EnumSource
  void anActivationIsWhatItIsByItself(KernelChoice kernels) {
    float[] x = image();
    float[] fused = SHAPE.newImage();
    float[] plain = SHAPE.newImage();
    new WayBack(kernels.kernels(), Activation.SILU).forward(x, fused);
    new WayBack(kernels.kernels(), Activation.NONE).forward(x, plain);
    kernels.kernels().silu(plain, plain, plain.length);
    assertThat(fused).isEqualTo(plain);
  }

  private interface Back {
    void run(GroupNorm.Moments moments, float[] gradient);
  }

  /** A layer with its weights, and what it needs to be walked back more than once. */
  private final class WayBack {
    private final ParameterLayout.Builder layout = new ParameterLayout.Builder();
    private final Kernels kernels;
    private final GroupNorm norm;
    private final Weights weights;
    private final GroupNorm.Moments moments;
    private final float[] x = image();

    WayBack(Kernels kernels, Activation activation) {
      this.kernels = kernels;
      norm = new GroupNorm(layout, "norm", SHAPE, GROUPS, activation);
      weights = layout.build().initialize(random);
      moments = norm.newMoments(1);
    }

    void forward(float[] input, float[] y) {
      norm.forward(kernels, weights, 1, input, y, moments);
    }

    float[] back(Back back) {
      float[] gradient = new float[weights.values().length];
      forward(x, SHAPE.newImage());
      back.run(moments, gradient);
      return gradient;
    }
  }

  private float[] image() {
    float[] tight = new float[SHAPE.pixels() * SHAPE.channels()];
    for (int i = 0; i < tight.length; i++) {
      tight[i] = (float) random.nextGaussian();
    }
    float[] image = SHAPE.newImage();
    SHAPE.scatter(1, tight, image);
    return image;
  }
}
