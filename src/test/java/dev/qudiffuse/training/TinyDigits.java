package dev.qudiffuse.training;

import dev.qudiffuse.data.IdxImages;
import dev.qudiffuse.data.IdxWriter;
import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.data.Mnist;
import java.io.IOException;
import java.nio.file.Path;

/** A handful of images in MNIST's format: the one of label d has its bar of ink in row 2 d. */
public final class TinyDigits {

  private TinyDigits() {}

  /**
   * Writes {@code count} training images with labels 0, 1, .. 9, 0, .. into {@code folder} and
   * reads them back.
   */
  public static LabelledImages write(Path folder, int count) throws IOException {
    int size = Mnist.SIDE * Mnist.SIDE;
    byte[] pixels = new byte[count * size];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 10);
      for (int x = 4; x < 24; x++) {
        pixels[i * size + 2 * labels[i] * Mnist.SIDE + x] = (byte) (200 + i % 50);
      }
    }
    IdxWriter.writeImages(
        folder.resolve("train-images-idx3-ubyte"),
        new IdxImages(count, Mnist.SIDE, Mnist.SIDE, pixels));
    IdxWriter.writeLabels(folder.resolve("train-labels-idx1-ubyte"), labels);
    return Mnist.load(folder, Mnist.Split.TRAIN);
  }
}
