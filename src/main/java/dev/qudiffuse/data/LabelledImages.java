package dev.qudiffuse.data;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Images, each with the digit that it shows. Immutable and safe to share.
 *
 * <p>Held as bytes and handed out as floats in [-1, 1], one image at a time.
 */
public final class LabelledImages {

  /** Labels are digits: 0 .. 9. */
  public static final int CLASSES = 10;

  /** Value of a pixel without ink. */
  public static final float BACKGROUND = -1;

  private final IdxImages images;
  private final byte[] labels;
  private final String sha256;

  private LabelledImages(IdxImages images, byte[] labels) {
    this.images = images;
    this.labels = labels;
    this.sha256 = sha256(images, labels);
  }

  /**
   * Reads a pair of IDX files and checks that they belong together.
   *
   * @throws DataException if either is missing or damaged, if they differ in number, are empty, or
   *     a label is no digit
   */
  public static LabelledImages read(Path imageFile, Path labelFile) {
    IdxImages images = IdxReader.readImages(imageFile);
    byte[] labels = IdxReader.readLabels(labelFile);
    if (images.count() == 0) {
      throw new DataException(imageFile, "at least one image", "none");
    }
    if (labels.length != images.count()) {
      throw new DataException(
          labelFile,
          "%d labels, one for every image of %s".formatted(images.count(), imageFile),
          labels.length + " labels");
    }
    for (int i = 0; i < labels.length; i++) {
      if ((labels[i] & 0xFF) >= CLASSES) {
        throw new DataException(
            labelFile,
            "labels between 0 and " + (CLASSES - 1),
            "label %d at index %d".formatted(labels[i] & 0xFF, i));
      }
    }
    return new LabelledImages(images, labels);
  }

  /** Number of images. */
  public int count() {
    return labels.length;
  }

  /** Height of every image. */
  public int rows() {
    return images.rows();
  }

  /** Width of every image. */
  public int columns() {
    return images.columns();
  }

  /** Number of pixels of one image. */
  public int pixelsPerImage() {
    return images.pixelsPerImage();
  }

  /** The digit that image {@code index} shows. */
  public int label(int index) {
    return labels[index];
  }

  /**
   * Writes image {@code index} to {@code out}, row after row, from -1 (background) to 1 (ink).
   *
   * @param out as long as {@link #pixelsPerImage()}
   */
  public void copyImage(int index, float[] out) {
    int size = pixelsPerImage();
    if (out.length != size) {
      throw new IllegalArgumentException(
          "expected room for %d pixels, got %d".formatted(size, out.length));
    }
    int offset = Math.multiplyExact(index, size);
    byte[] pixels = images.pixels();
    for (int i = 0; i < size; i++) {
      out[i] = Pixels.toFloat(pixels[offset + i]);
    }
  }

  /** The pixels of image {@code index} as they are in the file, a copy. */
  public byte[] pixels(int index) {
    int offset = Math.multiplyExact(index, pixelsPerImage());
    return Arrays.copyOfRange(images.pixels(), offset, offset + pixelsPerImage());
  }

  /** Names the data, see {@link DataHash}. */
  public String sha256() {
    return sha256;
  }

  private static String sha256(IdxImages images, byte[] labels) {
    var hash = new DataHash(images.count(), images.rows(), images.columns());
    hash.add(images.pixels());
    hash.add(labels);
    return hash.hex();
  }
}
