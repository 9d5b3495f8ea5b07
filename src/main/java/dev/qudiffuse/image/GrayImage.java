package dev.qudiffuse.image;

/**
 * A finished grayscale image: one byte a pixel, row by row from the top left, 0 black to 255 white.
 * Immutable as long as nobody writes into {@link #pixels()}.
 */
public final class GrayImage {

  private final int width;
  private final int height;
  private final byte[] pixels;

  /**
   * An image of the given pixels.
   *
   * @param pixels {@code width * height} bytes; not copied
   */
  public GrayImage(int width, int height, byte[] pixels) {
    if (width < 1 || height < 1 || pixels.length != (long) width * height) {
      throw new IllegalArgumentException(
          "expected %d x %d pixels, got %d".formatted(width, height, pixels.length));
    }
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /**
   * The square image of {@code side * side} values in [-1, 1]; values beyond are clamped. Pixel p
   * stands for p / 127.5 - 1, as in the training data.
   */
  public static GrayImage of(int side, float[] values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) Math.round(127.5f * (Math.clamp(values[i], -1f, 1f) + 1));
    }
    return new GrayImage(side, side, pixels);
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** The pixels themselves, unsigned, row by row; only to be read. */
  public byte[] pixels() {
    return pixels;
  }

  /**
   * Compares the sizes of two images.
   *
   * @throws IllegalArgumentException if they differ
   */
  void requireSizeOf(GrayImage other) {
    if (width != other.width || height != other.height) {
      throw new IllegalArgumentException(
          "expected images of one size, got %d x %d and %d x %d"
              .formatted(other.width, other.height, width, height));
    }
  }
}
