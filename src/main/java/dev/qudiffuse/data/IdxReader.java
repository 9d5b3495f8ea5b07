package dev.qudiffuse.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Reads IDX files of unsigned bytes, plain or compressed by gzip: which of the two is seen from the
 * content, not the name.
 *
 * <p>Strict: the magic number and the length must be exactly right, nothing may follow the last
 * element, and gzip's checksum must hold. A header that promises more than the file holds costs no
 * memory.
 */
public final class IdxReader {

  /** More than any known data set of this format; a foreign header easily claims more. */
  private static final long MAX_ELEMENTS = 1L << 30;

  private IdxReader() {}

  /**
   * Reads a file of images, magic number 0x00000803.
   *
   * @throws DataException if the file is missing, damaged or something else
   */
  public static IdxImages readImages(Path file) {
    Content content = read(file, Idx.IMAGES);
    int[] dimensions = content.dimensions();
    long imageSize = (long) dimensions[1] * dimensions[2]; // of any size, if there are no images
    if (imageSize == 0 || imageSize > MAX_ELEMENTS) {
      throw new DataException(
          file,
          "images of 1 to %d pixels".formatted(MAX_ELEMENTS),
          "%dx%d".formatted(dimensions[1], dimensions[2]));
    }
    return new IdxImages(dimensions[0], dimensions[1], dimensions[2], content.elements());
  }

  /**
   * Reads a file of labels, magic number 0x00000801.
   *
   * @return one unsigned byte for every image
   * @throws DataException if the file is missing, damaged or something else
   */
  public static byte[] readLabels(Path file) {
    return read(file, Idx.LABELS).elements();
  }

  @SuppressWarnings("ArrayRecordComponent") // a pair of results
  private record Content(int[] dimensions, byte[] elements) {}

  private static Content read(Path file, Idx kind) {
    try {
      return Gzip.isCompressed(file) ? readCompressed(file, kind) : readPlain(file, kind);
    } catch (IOException e) {
      throw new DataException(file, kind.description(), e);
    }
  }

  private static Content readPlain(Path file, Idx kind) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file, kind, in);
    }
  }

  private static Content readCompressed(Path file, Idx kind) throws IOException {
    long size = Files.size(file);
    if (size > MAX_ELEMENTS) {
      throw new DataException(file, "at most " + MAX_ELEMENTS + " bytes", size + " bytes");
    }
    try (Gzip in = new Gzip(new ByteArrayInputStream(Files.readAllBytes(file)), (int) size)) {
      Content content = read(file, kind, in);
      if (in.bytesAfterEnd() != 0) {
        throw new DataException(
            file, "nothing after the end of the gzip stream", in.bytesAfterEnd() + " bytes");
      }
      return content;
    }
  }

  private static Content read(Path file, Idx kind, InputStream in) throws IOException {
    int[] dimensions = readHeader(file, kind, in);
    int expected = product(file, dimensions);
    byte[] elements = in.readNBytes(expected); // grows as it reads: a false header allocates little
    String whole =
        "%d bytes after the header, for %s elements".formatted(expected, join(dimensions));
    if (elements.length < expected) {
      throw new DataException(file, whole, "only " + elements.length);
    }
    if (in.read() >= 0) {
      throw new DataException(file, whole, "more");
    }
    return new Content(dimensions, elements);
  }

  private static int[] readHeader(Path file, Idx kind, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(kind.headerSize());
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (bytes.length < Integer.BYTES) {
      throw new DataException(file, kind.description(), bytes.length + " bytes");
    }
    int magic = header.getInt();
    if (magic != kind.magic()) {
      throw new DataException(file, kind.description(), "magic number 0x%08x".formatted(magic));
    }
    if (bytes.length < kind.headerSize()) {
      throw new DataException(
          file, "a header of " + kind.headerSize() + " bytes", bytes.length + " bytes");
    }
    int[] dimensions = new int[kind.dimensions()];
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = header.getInt();
    }
    return dimensions;
  }

  private static int product(Path file, int[] dimensions) {
    long product = 1;
    for (int dimension : dimensions) {
      // a dimension is unsigned, so one below 0 is above 2^31
      if (dimension < 0 || (product *= dimension) > MAX_ELEMENTS) {
        throw new DataException(
            file, "at most " + MAX_ELEMENTS + " elements", join(dimensions) + " elements");
      }
    }
    return (int) product;
  }

  private static String join(int[] dimensions) {
    return Arrays.stream(dimensions)
        .mapToObj(Integer::toUnsignedString)
        .collect(Collectors.joining("x"));
  }
}
