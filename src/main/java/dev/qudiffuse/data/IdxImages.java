package dev.qudiffuse.data;

/**
 * Grey images of one size, as an IDX file holds them: unsigned bytes, image after image, row after
 * row.
 *
 * @param count number of images
 * @param rows height of each
 * @param columns width of each
 * @param pixels {@code count x rows x columns} bytes; the real array, not a copy
 */
@SuppressWarnings("ArrayRecordComponent") // tens of megabytes that nobody compares by equals
public record IdxImages(int count, int rows, int columns, byte[] pixels) {

  public IdxImages {
    if (count < 0 || rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "expected images of at least 1x1, got %d of %dx%d".formatted(count, rows, columns));
    }
    if ((long) rows * columns > Integer.MAX_VALUE
        || pixels.length != (long) rows * columns * count) {
      throw new IllegalArgumentException(
          "expected %dx%dx%d pixels, got %d".formatted(count, rows, columns, pixels.length));
    }
  }

  /** Number of pixels of one image. */
  public int pixelsPerImage() {
    return rows * columns;
  }
}
