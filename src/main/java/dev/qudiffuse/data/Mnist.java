package dev.qudiffuse.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The MNIST database of handwritten digits (LeCun, Cortes and Burges), as its four files in one
 * directory:
 *
 * <pre>
 *   train-images-idx3-ubyte   train-labels-idx1-ubyte   60,000 of each
 *   t10k-images-idx3-ubyte    t10k-labels-idx1-ubyte    10,000 of each
 * </pre>
 *
 * each plain or with {@code .gz} at its end, and with a dot for the hyphen before {@code idx}, if
 * need be.
 */
public final class Mnist {

  /** Height and width of every image. */
  public static final int SIDE = 28;

  private Mnist() {}

  /** The two parts of the database. */
  public enum Split {
    /** What models learn from. */
    TRAIN("train"),
    /** What they never see. */
    TEST("t10k");

    private final String prefix;

    Split(String prefix) {
      this.prefix = prefix;
    }
  }

  /**
   * Reads one part. The number of images is not held against it, so a smaller collection in MNIST's
   * format will do.
   *
   * @throws DataException if the directory or a file is missing, damaged, or not 28x28 digits
   */
  public static LabelledImages load(Path directory, Split split) {
    if (!Files.isDirectory(directory)) {
      throw new DataException(
          directory,
          "a directory with MNIST's four IDX files",
          Files.exists(directory) ? "a file" : "nothing of that name");
    }
    Path imageFile = find(directory, split.prefix + "-images", "idx3-ubyte");
    Path labelFile = find(directory, split.prefix + "-labels", "idx1-ubyte");
    LabelledImages images = LabelledImages.read(imageFile, labelFile);
    if (images.rows() != SIDE || images.columns() != SIDE) {
      throw new DataException(
          imageFile,
          "images of %dx%d".formatted(SIDE, SIDE),
          "%dx%d".formatted(images.rows(), images.columns()));
    }
    return images;
  }

  private static Path find(Path directory, String stem, String suffix) {
    List<String> names =
        Stream.of("-", ".")
            .map(separator -> stem + separator + suffix)
            .flatMap(name -> Stream.of(name, name + ".gz"))
            .toList();
    return names.stream()
        .map(directory::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    directory, "a file " + String.join(" or ", names), "none of them"));
  }
}
