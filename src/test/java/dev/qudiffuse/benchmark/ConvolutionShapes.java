package dev.qudiffuse.benchmark;

import dev.qudiffuse.model.HybridUNet;
import dev.qudiffuse.nn.Convolution;
import dev.qudiffuse.nn.ImageShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The convolutions of a network, those of one shape together. */
final class ConvolutionShapes {

  private ConvolutionShapes() {}

  /** The convolutions by the names of their shapes, in the order of a forward pass. */
  static SequencedMap<String, List<Convolution>> of(HybridUNet network) {
    SequencedMap<String, List<Convolution>> shapes = new LinkedHashMap<>();
    for (Convolution convolution : network.convolutions()) {
      shapes.computeIfAbsent(name(convolution), name -> new ArrayList<>()).add(convolution);
    }
    return shapes;
  }

  /** Input, kernel and output, such as {@code 28x28x32-3x3-14x14x48}. */
  private static String name(Convolution convolution) {
    int kernel = convolution.size();
    return "%s-%dx%d-%s".formatted(name(convolution.in()), kernel, kernel, name(convolution.out()));
  }

  private static String name(ImageShape shape) {
    return "%dx%dx%d".formatted(shape.height(), shape.width(), shape.channels());
  }
}
