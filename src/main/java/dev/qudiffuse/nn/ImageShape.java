package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.CacheLines;
import dev.qudiffuse.nn.kernel.Extents;

/**
 * The extents of an image in memory: channels-last, with a border of one pixel of zeros on every
 * side.
 *
 * <p>Several images lie one behind another, each with its border, from {@link CacheLines#ORIGIN}
 * on; indices are those in the array.
 *
 * <p>The border spares the convolutions all cases at the edges: a 3x3 kernel reads it where it
 * hangs over. Layers write the interior only, and elementwise ones map zero to zero, so it stays
 * zero.
 *
 * @param height rows, without the border
 * @param width columns, without the border
 * @param channels numbers per pixel
 */
public record ImageShape(int height, int width, int channels) {

  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "expected positive extents, got " + height + " x " + width + " x " + channels);
    }
  }

  /** The same extents with another number of channels. */
  public ImageShape withChannels(int other) {
    return new ImageShape(height, width, other);
  }

  /** Floats of the whole image, border included, and from one image to the next. */
  public int size() {
    return (height + 2) * (width + 2) * channels;
  }

  /** Floats from one row to the next. */
  public int rowStride() {
    return (width + 2) * channels;
  }

  /** Index of the first channel of interior pixel ({@code y}, {@code x}). */
  public int index(int y, int x) {
    return CacheLines.ORIGIN + (y + 1) * rowStride() + (x + 1) * channels;
  }

  /** Index of the first pixel, which is one of the border. */
  public int border() {
    return index(-1, -1);
  }

  /** Index of the first interior pixel. */
  public int interior() {
    return index(0, 0);
  }

  /** Interior pixels. */
  public int pixels() {
    return height * width;
  }

  /** Where the interior pixels lie, from {@link #interior()} on. */
  public Extents extents() {
    return new Extents(height, width, rowStride(), channels);
  }

  /** A zeroed image of this shape. */
  public float[] newImage() {
    return newImages(1);
  }

  /** Zeroed images of this shape, one behind another. */
  public float[] newImages(int count) {
    return CacheLines.newArray(Math.multiplyExact(count, size()));
  }

  /**
   * Copies tight values, {@code pixels() * channels} floats an image, into the interiors of {@code
   * images}.
   */
  public void scatter(int count, float[] tight, float[] images) {
    int row = width * channels;
    for (int y = 0; y < count * height; y++) {
      int image = y / height * size();
      System.arraycopy(tight, y * row, images, image + index(y % height, 0), row);
    }
  }

  /**
   * Copies the interiors of {@code images} into tight values, {@code pixels() * channels} floats an
   * image.
   */
  public void gather(int count, float[] images, float[] tight) {
    int row = width * channels;
    for (int y = 0; y < count * height; y++) {
      int image = y / height * size();
      System.arraycopy(images, image + index(y % height, 0), tight, y * row, row);
    }
  }
}
