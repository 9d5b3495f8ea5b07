package dev.qudiffuse.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.nn.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * A layer as a function of plain values, without borders.
 *
 * <p>Every call goes through arrays as the network has them and checks what must hold for any
 * layer: inputs stay as they were, every value of the output is written, and borders stay zero.
 */
abstract class LayerUnderTest {

  /** Path of the layer; its parameters are named {@code "layer.weight"} and so on. */
  static final String NAME = "layer";

  /** Where in an array the values lie; the rest is border. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares places by equals
  record Places(int size, int[] indices) {

    static Places of(ImageShape shape) {
      int[] indices = new int[shape.pixels() * shape.channels()];
      int next = 0;
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          for (int c = 0; c < shape.channels(); c++) {
            indices[next++] = shape.index(y, x) + c;
          }
        }
      }
      return new Places(shape.newImage().length, indices);
    }

    /** The first elements of an array that is longer. */
    static Places ofVector(int length) {
      int[] indices = new int[length];
      Arrays.setAll(indices, i -> i);
      return new Places(length + 3, indices);
    }

    int count() {
      return indices.length;
    }

    float[] spread(float[] values) {
      assertThat(values).hasSize(count());
      float[] array = new float[size];
      for (int i = 0; i < values.length; i++) {
        array[indices[i]] = values[i];
      }
      return array;
    }

    /** An array whose values are yet to be written. */
    float[] unwritten() {
      float[] values = new float[count()];
      Arrays.fill(values, Float.NaN);
      return spread(values);
    }

    float[] gather(float[] array, String what) {
      float[] values = new float[count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = array[indices[i]];
      }
      assertThat(spread(values)).as("%s, whose border is zero", what).isEqualTo(array);
      return values;
    }
  }

  private final String description;
  private final Places in;
  private final Places out;
  private final ParameterLayout layout;

  private LayerUnderTest(
      String description, Places in, Places out, ParameterLayout.Builder layout) {
    this.description = description;
    this.in = in;
    this.out = out;
    this.layout = layout.build();
  }

  static LayerUnderTest convolution(ImageShape in, int outChannels, int size, int stride) {
    var layout = new ParameterLayout.Builder();
    var layer =
        new BiasedConvolution(layout, NAME, in, outChannels, size, stride, Initializer.zeros());
    String description =
        "%1$dx%1$d convolution, stride %2$d, %3$s -> %4$d".formatted(size, stride, in, outChannels);
    return new LayerUnderTest(description, Places.of(in), Places.of(layer.out()), layout) {
      private final ConvolutionScratch scratch =
          new ConvolutionScratch(List.of(layer.convolution()));

      @Override
      void derive(Weights weights) {
        layer.derive(weights);
      }

      @Override
      void forward(Kernels kernels, Weights weights, float[] x, float[] y) {
        layer.forward(kernels, weights, scratch, 1, x, y);
      }

      @Override
      void backward(
          Kernels kernels, Weights weights, float[] x, float[] dy, float[] dx, float[] gradient) {
        layer.backwardParameters(kernels, scratch, 1, x, dy, gradient);
        layer.backwardInput(kernels, weights, scratch, 1, dy, dx);
      }
    };
  }

  static LayerUnderTest groupNorm(ImageShape shape, int groups, Activation activation) {
    var layout = new ParameterLayout.Builder();
    var layer = new GroupNorm(layout, NAME, shape, groups, activation);
    Places places = Places.of(shape);
    return new LayerUnderTest(
        "group norm, %d groups of %s, then %s".formatted(groups, shape, activation),
        places,
        places,
        layout) {
      private final GroupNorm.Moments moments = layer.newMoments(1);

      @Override
      void forward(Kernels kernels, Weights weights, float[] x, float[] y) {
        layer.forward(kernels, weights, 1, x, y, moments);
      }

      @Override
      void backward(
          Kernels kernels, Weights weights, float[] x, float[] dy, float[] dx, float[] gradient) {
        layer.backward(kernels, weights, 1, x, dy, dx, moments, gradient);
      }
    };
  }

  static LayerUnderTest linear(int inputs, int outputs) {
    var layout = new ParameterLayout.Builder();
    var layer =
        new Linear(layout, NAME, inputs, outputs, ParameterGroup.WEIGHT, Initializer.zeros());
    return new LayerUnderTest(
        "linear, %d -> %d".formatted(inputs, outputs),
        Places.ofVector(inputs),
        Places.ofVector(outputs),
        layout) {
      @Override
      void derive(Weights weights) {
        layer.derive(weights);
      }

      @Override
      void forward(Kernels kernels, Weights weights, float[] x, float[] y) {
        layer.forward(kernels, weights, 1, x, y);
      }

      @Override
      void backward(
          Kernels kernels, Weights weights, float[] x, float[] dy, float[] dx, float[] gradient) {
        layer.backwardWeights(kernels, 1, x, dy, gradient);
        layer.backwardInput(kernels, weights, 1, dy, dx);
      }
    };
  }

  /** SiLU as the network applies it: to the border, too, which it leaves zero. */
  static LayerUnderTest silu(ImageShape shape) {
    Places places = Places.of(shape);
    return new LayerUnderTest("SiLU of " + shape, places, places, new ParameterLayout.Builder()) {
      @Override
      void forward(Kernels kernels, Weights weights, float[] x, float[] y) {
        kernels.silu(x, y, x.length);
      }

      @Override
      void backward(
          Kernels kernels, Weights weights, float[] x, float[] dy, float[] dx, float[] gradient) {
        kernels.siluGradient(x, dy, dx, x.length);
      }
    };
  }

  static LayerUnderTest upsampling(ImageShape in) {
    var layer = new Upsampling(in);
    return new LayerUnderTest(
        "upsampling of " + in,
        Places.of(in),
        Places.of(layer.out()),
        new ParameterLayout.Builder()) {
      @Override
      void forward(Kernels kernels, Weights weights, float[] x, float[] y) {
        Arrays.fill(y, 0f); // nothing beside it
        layer.add(1, x, y);
      }

      @Override
      void backward(
          Kernels kernels, Weights weights, float[] x, float[] dy, float[] dx, float[] gradient) {
        layer.backward(1, dy, dx);
      }
    };
  }

  static LayerUnderTest averagePooling(ImageShape in) {
    var layer = new AveragePooling(in);
    return new LayerUnderTest(
        "average pooling of " + in,
        Places.of(in),
        Places.of(layer.out()),
        new ParameterLayout.Builder()) {
      @Override
      void forward(Kernels kernels, Weights weights, float[] x, float[] y) {
        layer.forward(1, x, y);
      }

      @Override
      void backward(
          Kernels kernels, Weights weights, float[] x, float[] dy, float[] dx, float[] gradient) {
        layer.backward(1, dy, dx);
      }
    };
  }

  ParameterLayout layout() {
    return layout;
  }

  /** Number of values that go in. */
  int inputs() {
    return in.count();
  }

  /** Number of values that come out. */
  int outputs() {
    return out.count();
  }

  void derive(Weights weights) {}

  abstract void forward(Kernels kernels, Weights weights, float[] x, float[] y);

  /** Back from the last {@link #forward}. */
  abstract void backward(
      Kernels kernels, Weights weights, float[] x, float[] dy, float[] dx, float[] gradient);

  /** The output's values for those of the input. */
  final float[] apply(Kernels kernels, Weights weights, float[] values) {
    float[] x = in.spread(values);
    float[] before = x.clone();
    float[] y = out.unwritten();
    forward(kernels, weights, x, y);
    assertThat(x).as("the input, which is only read").isEqualTo(before);
    return out.gather(y, "the output");
  }

  /** The gradient of the input's values; adds that of the parameters to {@code gradient}. */
  final float[] gradient(
      Kernels kernels, Weights weights, float[] values, float[] upstream, float[] gradient) {
    float[] x = in.spread(values);
    float[] dy = out.spread(upstream);
    forward(kernels, weights, x, out.unwritten());
    float[] dx = in.unwritten();
    backward(kernels, weights, x, dy, dx, gradient);
    assertThat(x).as("the input, which is only read").isEqualTo(in.spread(values));
    assertThat(dy).as("the output's gradient, which is only read").isEqualTo(out.spread(upstream));
    return in.gather(dx, "the input's gradient");
  }

  @Override
  public String toString() {
    return description;
  }
}
