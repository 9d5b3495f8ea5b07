package dev.qudiffuse.evaluation;

import dev.qudiffuse.data.LabelledImages;
import java.util.stream.IntStream;

/**
 * What an evaluator saw in each of a set of images.
 *
 * @param asked the digit that the image should show
 * @param read the digit that the evaluator reads
 * @param features one row of {@value EvaluatorNetwork#FEATURES} numbers per image
 */
@SuppressWarnings("ArrayRecordComponent") // large, and nobody compares them by equals
public record Readings(int[] asked, int[] read, float[][] features) {

  /** Told of every image that has been read. */
  @FunctionalInterface
  public interface Progress {
    /** Nobody listens. */
    Progress NONE = () -> {};

    /** One more has been read. */
    void readOne();
  }

  public Readings {
    if (asked.length != read.length || asked.length != features.length) {
      throw new IllegalArgumentException(
          "expected as many digits asked for as read and features, got %d, %d and %d"
              .formatted(asked.length, read.length, features.length));
    }
  }

  /** Reads all images, in their order. */
  public static Readings of(EvaluatorNetwork.Pass pass, LabelledImages images, Progress progress) {
    return of(pass, images, IntStream.range(0, images.count()).toArray(), progress);
  }

  /** Reads some of the images, in the order of {@code indices}. */
  static Readings of(
      EvaluatorNetwork.Pass pass, LabelledImages images, int[] indices, Progress progress) {
    int[] asked = new int[indices.length];
    int[] read = new int[indices.length];
    float[][] features = new float[indices.length][];
    float[] pixels = new float[images.pixelsPerImage()];
    for (int i = 0; i < indices.length; i++) {
      images.copyImage(indices[i], pixels);
      asked[i] = images.label(indices[i]);
      read[i] = CrossEntropy.argMax(pass.forward(pixels));
      features[i] = pass.features().clone();
      progress.readOne();
    }
    return new Readings(asked, read, features);
  }

  /** Number of images. */
  public int count() {
    return asked.length;
  }

  /** Share of the images that are read as asked. */
  public double accuracy() {
    int right = 0;
    for (int i = 0; i < asked.length; i++) {
      right += asked[i] == read[i] ? 1 : 0;
    }
    return (double) right / asked.length;
  }

  /** The features of some of the images. */
  float[][] features(int[] indices) {
    float[][] some = new float[indices.length][];
    for (int i = 0; i < some.length; i++) {
      some[i] = features[indices[i]];
    }
    return some;
  }
}
