package dev.qudiffuse.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {

  /** Two images of 2x3. */
  private static final byte[] PIXELS = {0, 1, 2, 3, 4, 5, -1, -2, -3, -4, -5, -6};

  private static final byte[] IMAGES =
      ByteBuffer.allocate(28)
          .put(new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3})
          .put(PIXELS)
          .array();

  private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9};

  @TempDir private Path directory;

  @Test
  void readsPlainImages() throws IOException {
    assertIsTheTwoImages(IdxReader.readImages(file(IMAGES)));
  }

  @Test
  void readsCompressedImagesWhateverTheirName() throws IOException {
    assertIsTheTwoImages(IdxReader.readImages(file(gzip(IMAGES))));
  }

  @Test
  void readsGzipOfSeveralMembers() throws IOException {
    byte[] first = gzip(Arrays.copyOf(IMAGES, 20));
    byte[] second = gzip(Arrays.copyOfRange(IMAGES, 20, IMAGES.length));

    assertIsTheTwoImages(IdxReader.readImages(file(concatenate(first, second))));
  }

  @Test
  void readsLabels() throws IOException {
    assertThat(IdxReader.readLabels(file(LABELS))).containsExactly(7, 0, 9);
    assertThat(IdxReader.readLabels(file(gzip(LABELS)))).containsExactly(7, 0, 9);
  }

  @Test
  void readsNoImages() throws IOException {
    byte[] none = Arrays.copyOf(IMAGES, 16);
    none[7] = 0;

    assertThat(IdxReader.readImages(file(none)).count()).isZero();
  }

  @Test
  void writesTheFormatToTheByte() {
    Path file = directory.resolve("written");

    IdxWriter.writeImages(file, new IdxImages(2, 2, 3, PIXELS));
    assertThat(file).hasBinaryContent(IMAGES);
    IdxWriter.writeLabels(file, new byte[] {7, 0, 9});
    assertThat(file).hasBinaryContent(LABELS);
  }

  @Test
  void writesImagesThatComePieceByPiece() {
    Path file = directory.resolve("written");

    IdxWriter.writeImages(
        file,
        2,
        2,
        3,
        out -> {
          out.write(PIXELS, 0, 6);
          out.write(PIXELS[6]);
          out.write(PIXELS, 7, 5);
        });

    assertThat(file).hasBinaryContent(IMAGES);
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 13})
  void aFileWithMoreOrFewerPixelsThanItSaysIsNotWritten(int size) {
    Path file = directory.resolve("written");

    assertThatIllegalStateException()
        .isThrownBy(() -> IdxWriter.writeImages(file, 2, 2, 3, out -> out.write(new byte[size])))
        .withMessage("expected 12 bytes, got " + size);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void saysWhyItCannotWrite() {
    Path file = directory.resolve("missing").resolve("labels");

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> IdxWriter.writeLabels(file, LABELS))
        .withMessage(file + ": expected to write it, found no such file or directory");
  }

  @Test
  void namesAMissingFile() {
    Path file = directory.resolve("nothing");

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> IdxReader.readLabels(file))
        .withMessage(
            file
                + ": expected an IDX file of labels (magic number 0x00000801), found no such file"
                + " or directory")
        .satisfies(
            e -> {
              assertThat(e.expected()).startsWith("an IDX file");
              assertThat(e.found()).isEqualTo("no such file or directory");
            });
  }

  @Test
  void aDirectoryIsNoFile() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> IdxReader.readLabels(directory))
        .withMessageContaining("Is a directory");
  }

  @Test
  void labelsAreNoImages() throws IOException {
    Path file = file(LABELS);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> IdxReader.readImages(file))
        .withMessage(
            file
                + ": expected an IDX file of images (magic number 0x00000803), found magic number"
                + " 0x00000801");
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    for (int length = 0; length < IMAGES.length; length++) {
      assertRejected(Arrays.copyOf(IMAGES, length));
    }
    byte[] compressed = gzip(IMAGES);
    for (int length = 0; length < compressed.length; length++) {
      assertRejected(Arrays.copyOf(compressed, length));
    }
  }

  @Test
  void saysHowMuchIsMissing() throws IOException {
    Path file = file(Arrays.copyOf(IMAGES, 27));

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> IdxReader.readImages(file))
        .withMessage(
            file + ": expected 12 bytes after the header, for 2x2x3 elements, found only 11");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 17, 18, 26, 27, 1000, 100_000})
  void whateverFollowsIsNoticed(int extra) throws IOException {
    byte[] garbage = new byte[extra];
    new Random(extra).nextBytes(garbage);

    assertRejected(concatenate(IMAGES, garbage));
    assertRejected(gzip(concatenate(IMAGES, garbage)));
    assertRejected(concatenate(gzip(IMAGES), garbage));
    assertRejected(concatenate(gzip(IMAGES), new byte[extra]));
  }

  /**
   * gzip's own header has bits that mean nothing (time, system); any other flip must be noticed.
   */
  @Test
  void everyFlippedBitOfACompressedFileIsNoticedOrHarmless() throws IOException {
    byte[] compressed = gzip(IMAGES);
    int noticed = 0;
    for (int bit = 0; bit < 8 * compressed.length; bit++) {
      byte[] flipped = compressed.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertIsTheTwoImages(IdxReader.readImages(file(flipped)));
      } catch (DataException e) {
        noticed++;
      }
    }

    assertThat(noticed).isGreaterThan(8 * (compressed.length - 10));
  }

  /** The header's bits; those of plain pixels cannot be told from other pixels. */
  @Test
  void everyFlippedBitOfTheHeaderIsNoticed() throws IOException {
    for (int bit = 0; bit < 8 * 16; bit++) {
      byte[] flipped = IMAGES.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertRejected(flipped);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, 2147483647, 2147483647",
    "-1, -1, -1",
    "65536, 65536, 1",
    "1073741824, 1, 1",
    "1073741825, 1, 1",
    "0, 2147483647, 2147483647",
    "2, 0, 3",
    "-2, 2, 3",
    "2, -2, -3"
  })
  void dimensionsThatPromiseTooMuchCostNoMemory(int count, int rows, int columns)
      throws IOException {
    byte[] file =
        ByteBuffer.wrap(IMAGES.clone())
            .putInt(4, count)
            .putInt(8, rows)
            .putInt(12, columns)
            .array();

    assertRejected(file);
    assertRejected(gzip(file));
  }

  @Test
  void foreignFilesAreRejected() throws IOException {
    assertRejected("<html>not found</html>".getBytes(UTF_8));
    assertRejected(gzip("<html>not found</html>".getBytes(UTF_8)));
    assertRejected(gzip(gzip(IMAGES)));
    assertRejected(new byte[1000]);
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      if (i % 2 == 0 && noise.length > 10) {
        System.arraycopy(gzip(IMAGES), 0, noise, 0, 10); // gets past the magic number
      }
      assertRejected(noise);
    }
  }

  @Test
  void imagesMustFillTheirArray() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IdxImages(2, 2, 3, new byte[11]))
        .withMessage("expected 2x2x3 pixels, got 11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IdxImages(1 << 30, 1 << 20, 1 << 20, new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> new IdxImages(1, 0, 1, new byte[0]));
  }

  @Test
  void anImageMayBeOnePixelHighOrWide() {
    Path file = directory.resolve("line");
    IdxWriter.writeImages(file, new IdxImages(1, 1, 12, PIXELS));
    assertThat(IdxReader.readImages(file).rows()).isEqualTo(1);

    IdxWriter.writeImages(file, new IdxImages(1, 12, 1, PIXELS));
    assertThat(IdxReader.readImages(file).columns()).isEqualTo(1);
  }

  private void assertRejected(byte[] content) throws IOException {
    Path file = file(content);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> IdxReader.readImages(file))
        .withMessageStartingWith(file + ": expected ");
  }

  private static void assertIsTheTwoImages(IdxImages images) {
    assertThat(images.count()).isEqualTo(2);
    assertThat(images.rows()).isEqualTo(2);
    assertThat(images.columns()).isEqualTo(3);
    assertThat(images.pixelsPerImage()).isEqualTo(6);
    assertThat(images.pixels()).containsExactly(PIXELS);
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(directory.resolve("file"), content);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] concatenate(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
