package dev.qudiffuse.evaluation;

import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.data.Mnist;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Two hundred digits of MNIST's test set, twenty of each; see {@code mnist/README.md}. */
public final class RealDigits {

  private RealDigits() {}

  /** The folder that holds them, as a test set. */
  public static Path folder() {
    URL folder = Objects.requireNonNull(RealDigits.class.getResource("/mnist"));
    try {
      return Path.of(folder.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The images with their labels. */
  public static LabelledImages read() {
    return Mnist.load(folder(), Mnist.Split.TEST);
  }
}
