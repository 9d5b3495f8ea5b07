package dev.qudiffuse.data;

/**
 * The two kinds of IDX file that MNIST consists of.
 *
 * <p>An IDX file is a big-endian header, then the elements. The header: two zero bytes, the element
 * type (8 is unsigned byte), the number of dimensions, and each dimension as a 32-bit integer.
 */
enum Idx {
  /** Three dimensions: count, rows, columns. */
  IMAGES("images", 3),
  /** One dimension: count. */
  LABELS("labels", 1);

  private static final int UNSIGNED_BYTE = 8;

  private final String content;
  private final int dimensions;

  Idx(String content, int dimensions) {
    this.content = content;
    this.dimensions = dimensions;
  }

  /** The first four bytes. */
  int magic() {
    return UNSIGNED_BYTE << 8 | dimensions;
  }

  int dimensions() {
    return dimensions;
  }

  /** Length of the header in bytes. */
  int headerSize() {
    return 4 + 4 * dimensions;
  }

  /** What such a file is called when one was expected. */
  String description() {
    return "an IDX file of %s (magic number 0x%08x)".formatted(content, magic());
  }
}
