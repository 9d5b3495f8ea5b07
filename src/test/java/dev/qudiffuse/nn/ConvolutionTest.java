package dev.qudiffuse.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.nn.kernel.KernelChoice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link GoldenLayersTest} and {@link LayerGradientTest} leave open about convolutions. */
class ConvolutionTest {

  private static final ImageShape IN = new ImageShape(7, 6, 3);

  private final ParameterLayout.Builder layout = new ParameterLayout.Builder();

  private Convolution convolution(ImageShape in, int outChannels, int size, int stride) {
    return new Convolution(layout, "conv", in, outChannels, size, stride, Initializer.zeros());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2, 4, 5})
  void refusesOtherKernelSizes(int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convolution(IN, 4, size, 1))
        .withMessage("conv: expected a kernel of size 1 or 3, got " + size);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3})
  void refusesOtherStrides(int stride) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convolution(IN, 4, 3, stride))
        .withMessage("conv: expected stride 1 or 2, got " + stride);
  }

  @Test
  void refusesToHaveNoOutput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convolution(IN, 0, 3, 1))
        .withMessage("expected positive extents, got 7 x 6 x 0");
  }

  @Test
  void refusesANameThatIsTaken() {
    convolution(IN, 4, 3, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> convolution(IN, 4, 3, 1))
        .withMessage("two parameters are named conv.weight");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 7, 6, 504", "3, 1, 7, 6, 4536", "1, 2, 4, 3, 144", "3, 2, 4, 3, 1296"})
  void knowsItsShapesAndItsWork(int size, int stride, int height, int width, long multiplyAdds) {
    Convolution convolution = convolution(IN, 4, size, stride);
    assertThat(convolution.in()).isEqualTo(IN);
    assertThat(convolution.out()).isEqualTo(new ImageShape(height, width, 4));
    assertThat(convolution.multiplyAdds()).isEqualTo(multiplyAdds);
    Parameter weight = layout.build().parameters().getFirst();
    assertThat(weight.name()).isEqualTo("conv.weight");
    assertThat(weight.shape()).isEqualTo(List.of(size, size, 3, 4));
    assertThat(weight.group()).isEqualTo(ParameterGroup.WEIGHT);
  }

  @ParameterizedTest
  @EnumSource
  void takesItsBiasFromAnywhereInAnArray(KernelChoice kernels) {
    Convolution convolution = convolution(new ImageShape(1, 2, 1), 3, 3, 1);
    Weights zero = layout.build().zeros();
    convolution.derive(zero);
    float[] x = convolution.in().newImage();
    convolution.in().scatter(1, new float[] {5, 6}, x);
    float[] y = convolution.out().newImage();
    float[] bias = {9, 9, 1, 2, 3, 9};
    convolution.forward(
        kernels.kernels(), zero, new ConvolutionScratch(List.of(convolution)), 1, x, bias, 2, 0, y);
    float[] tight = new float[6];
    convolution.out().gather(1, y, tight);
    assertThat(tight).containsExactly(1, 2, 3, 1, 2, 3);
  }

  /** A cross-correlation, as everywhere in deep learning: the kernel is not flipped. */
  @ParameterizedTest
  @EnumSource
  void doesNotFlipTheKernel(KernelChoice kernels) {
    ImageShape shape = new ImageShape(3, 3, 1);
    Convolution convolution = convolution(shape, 1, 3, 1);
    Weights weights = layout.build().weights(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
    convolution.derive(weights);
    float[] x = shape.newImage();
    float[] y = shape.newImage();
    shape.scatter(1, new float[] {0, 0, 0, 0, 1, 0, 0, 0, 0}, x);
    ConvolutionScratch scratch = new ConvolutionScratch(List.of(convolution));
    convolution.forward(kernels.kernels(), weights, scratch, 1, x, new float[1], 0, 0, y);
    float[] tight = new float[9];
    shape.gather(1, y, tight);
    assertThat(tight).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1);
  }
}
