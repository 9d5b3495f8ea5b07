package dev.qudiffuse.image;

import java.util.List;

/** Many small images of one size on a large one. */
public final class ContactSheet {

  /** Black pixels around every image. */
  private static final int GAP = 2;

  private ContactSheet() {}

  /** Arranges images row by row on a sheet that has as many columns as rows, or one more. */
  public static GrayImage of(List<GrayImage> images) {
    return of(images, (int) Math.ceil(Math.sqrt(images.size())));
  }

  /**
   * Arranges images row by row.
   *
   * @param images at least one; all of one size
   * @param columns images in a row; the last row may be shorter
   * @throws IllegalArgumentException if there is no image, one has another size than the first, or
   *     the sheet would have more pixels than an array holds
   */
  public static GrayImage of(List<GrayImage> images, int columns) {
    if (images.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          "expected at least one image and one column, got %d and %d"
              .formatted(images.size(), columns));
    }
    GrayImage first = images.getFirst();
    long width = columns * (first.width() + (long) GAP) + GAP;
    long height = Math.ceilDiv(images.size(), columns) * (first.height() + (long) GAP) + GAP;
    if (width * (double) height > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "expected a sheet of fewer than 2^31 pixels, got %d x %d".formatted(width, height));
    }
    byte[] sheet = new byte[(int) (width * height)];
    for (int i = 0; i < images.size(); i++) {
      GrayImage image = images.get(i);
      image.requireSizeOf(first);
      int left = GAP + i % columns * (first.width() + GAP);
      int top = GAP + i / columns * (first.height() + GAP);
      for (int y = 0; y < first.height(); y++) {
        System.arraycopy(
            image.pixels(),
            y * first.width(),
            sheet,
            (top + y) * (int) width + left,
            first.width());
      }
    }
    return new GrayImage((int) width, (int) height, sheet);
  }
}
