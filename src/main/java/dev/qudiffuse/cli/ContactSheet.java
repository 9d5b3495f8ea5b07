package dev.qudiffuse.cli;

import dev.qudiffuse.data.Pixels;
import dev.qudiffuse.generation.GrayImage;

/** Many small square images on one large one. */
final class ContactSheet {

  /** Black pixels around every image. */
  private static final int GAP = 2;

  private ContactSheet() {}

  /**
   * Arranges images row by row.
   *
   * @param images each {@code side x side} values in [-1, 1]
   * @param columns images in a row; the last row may be shorter
   */
  static GrayImage of(float[][] images, int side, int columns) {
    int rows = Math.ceilDiv(images.length, columns);
    int pitch = side + GAP;
    int width = columns * pitch + GAP;
    int height = rows * pitch + GAP;
    byte[] sheet = new byte[width * height];
    for (int i = 0; i < images.length; i++) {
      int left = GAP + i % columns * pitch;
      int top = GAP + i / columns * pitch;
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          sheet[(top + y) * width + left + x] = Pixels.toByte(images[i][y * side + x]);
        }
      }
    }
    return new GrayImage(width, height, sheet);
  }
}
