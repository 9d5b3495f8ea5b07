package dev.qudiffuse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.data.Mnist.Split;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MnistTest {

  private static final int COUNT = 3;
  private static final byte[] LABELS = {5, 0, 9};

  @TempDir private Path directory;

  private final byte[] pixels = new byte[COUNT * 28 * 28];

  MnistTest() {
    new Random(1).nextBytes(pixels);
  }

  @Test
  void loadsEachSplitFromItsOwnFiles() {
    write("train", "-", 28, LABELS);
    write("t10k", "-", 28, new byte[] {1, 2, 3});

    LabelledImages train = Mnist.load(directory, Split.TRAIN);
    LabelledImages test = Mnist.load(directory, Split.TEST);

    assertThat(train.count()).isEqualTo(COUNT);
    assertThat(train.rows()).isEqualTo(28);
    assertThat(train.columns()).isEqualTo(28);
    assertThat(train.label(0)).isEqualTo(5);
    assertThat(train.label(2)).isEqualTo(9);
    assertThat(test.label(2)).isEqualTo(3);
  }

  @Test
  void copiesOneImageAsFloats() {
    write("train", "-", 28, LABELS);
    LabelledImages images = Mnist.load(directory, Split.TRAIN);
    float[] image = new float[images.pixelsPerImage()];

    images.copyImage(1, image);

    for (int i = 0; i < 784; i++) {
      assertThat(image[i]).isEqualTo((pixels[784 + i] & 0xFF) / 127.5f - 1);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.copyImage(1, new float[783]))
        .withMessage("expected room for 784 pixels, got 783");
  }

  @Test
  void handsOutCopiesOfThePixelsInTheFile() {
    write("train", "-", 28, LABELS);
    LabelledImages images = Mnist.load(directory, Split.TRAIN);
    byte[] second = Arrays.copyOfRange(pixels, 784, 2 * 784);

    byte[] copy = images.pixels(1);
    assertThat(copy).containsExactly(second);

    Arrays.fill(copy, (byte) 0);
    assertThat(images.pixels(1)).containsExactly(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "."})
  void knowsTheUsualSpellings(String separator) throws IOException {
    write("t10k", separator, 28, LABELS);
    String plain = Mnist.load(directory, Split.TEST).sha256();
    for (String name :
        new String[] {
          "t10k-images" + separator + "idx3-ubyte", "t10k-labels" + separator + "idx1-ubyte"
        }) {
      compress(directory.resolve(name));
    }

    assertThat(Mnist.load(directory, Split.TEST).sha256()).isEqualTo(plain);
  }

  @Test
  void theHashNamesTheData() {
    write("train", "-", 28, LABELS);
    String hash = Mnist.load(directory, Split.TRAIN).sha256();
    assertThat(hash).matches("[0-9a-f]{64}");

    write("train", "-", 28, new byte[] {5, 0, 8});
    assertThat(Mnist.load(directory, Split.TRAIN).sha256()).isNotEqualTo(hash);

    write("train", "-", 28, LABELS);
    assertThat(Mnist.load(directory, Split.TRAIN).sha256()).isEqualTo(hash);
    pixels[700]++;
    write("train", "-", 28, LABELS);
    assertThat(Mnist.load(directory, Split.TRAIN).sha256()).isNotEqualTo(hash);
  }

  /** Checkpoints hold it: Python's hashlib.sha256(struct.pack(">iii", *size) + pixels + labels). */
  @Test
  void theHashIsThatOfSizePixelsAndLabels() {
    assertThat(hash(2, 3))
        .isEqualTo("c18491fd4f2a624673e6c42b111df2a8347f68636248eb60952ed6422945c8a2");
    assertThat(hash(3, 2))
        .isEqualTo("4a5c35f09b0f04198184758d9555d2f52d9ac33fb97354b98a53314654986a2c");
  }

  private String hash(int rows, int columns) {
    Path images = directory.resolve("images");
    Path labels = directory.resolve("labels");
    byte[] twelve = {0, 1, 2, 3, 4, 5, -1, -2, -3, -4, -5, -6};
    IdxWriter.writeImages(images, new IdxImages(2, rows, columns, twelve));
    IdxWriter.writeLabels(labels, new byte[] {7, 9});
    return LabelledImages.read(images, labels).sha256();
  }

  @Test
  void namesWhatIsMissing() throws IOException {
    Path nowhere = directory.resolve("nowhere");
    assertFails(
        nowhere,
        nowhere + ": expected a directory with MNIST's four IDX files, found nothing of that name");

    Path file = Files.createFile(directory.resolve("file"));
    assertFails(file, file + ": expected a directory with MNIST's four IDX files, found a file");

    assertFails(
        directory,
        directory
            + ": expected a file train-images-idx3-ubyte or train-images-idx3-ubyte.gz or"
            + " train-images.idx3-ubyte or train-images.idx3-ubyte.gz, found none of them");

    IdxWriter.writeImages(
        directory.resolve("train-images-idx3-ubyte"), new IdxImages(COUNT, 28, 28, pixels));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Mnist.load(directory, Split.TRAIN))
        .withMessageContaining("train-labels-idx1-ubyte.gz");
  }

  @Test
  void imagesAndLabelsMustBelongTogether() {
    write("train", "-", 28, new byte[] {1, 2});
    Path images = directory.resolve("train-images-idx3-ubyte");
    Path labels = directory.resolve("train-labels-idx1-ubyte");

    assertFails(
        directory,
        labels + ": expected 3 labels, one for every image of " + images + ", found 2 labels");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 127, 128, 255})
  void labelsMustBeDigits(int label) {
    write("train", "-", 28, new byte[] {1, (byte) label, 2});

    assertFails(
        directory,
        directory.resolve("train-labels-idx1-ubyte")
            + ": expected labels between 0 and 9, found label "
            + label
            + " at index 1");
  }

  @Test
  void imagesMustHaveMnistsSize() {
    write("train", "-", 14, LABELS);

    assertFails(
        directory,
        directory.resolve("train-images-idx3-ubyte") + ": expected images of 28x28, found 14x14");
  }

  @Test
  void anEmptyCollectionIsNone() {
    Path images = directory.resolve("train-images-idx3-ubyte");
    IdxWriter.writeImages(images, new IdxImages(0, 28, 28, new byte[0]));
    IdxWriter.writeLabels(directory.resolve("train-labels-idx1-ubyte"), new byte[0]);

    assertFails(directory, images + ": expected at least one image, found none");
  }

  private static void assertFails(Path directory, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Mnist.load(directory, Split.TRAIN))
        .withMessage(message);
  }

  private void write(String prefix, String separator, int side, byte[] labels) {
    byte[] cut = Arrays.copyOf(pixels, COUNT * side * side);
    IdxWriter.writeImages(
        directory.resolve(prefix + "-images" + separator + "idx3-ubyte"),
        new IdxImages(COUNT, side, side, cut));
    IdxWriter.writeLabels(directory.resolve(prefix + "-labels" + separator + "idx1-ubyte"), labels);
  }

  private static void compress(Path file) throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(
            Files.newOutputStream(file.resolveSibling(file.getFileName() + ".gz")))) {
      Files.copy(file, out);
    }
    Files.delete(file);
  }
}
