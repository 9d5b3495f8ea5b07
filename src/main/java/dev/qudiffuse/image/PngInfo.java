package dev.qudiffuse.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.SequencedMap;

/**
 * What a PNG file (ISO/IEC 15948) says of its image: size and text. The file is walked chunk by
 * chunk, with every checksum; its pixels are never unpacked, so nothing is known of them, and
 * memory and time are bounded by the limits here, whatever the file holds.
 *
 * @param width pixels in a row
 * @param height rows
 * @param text values by their keyword, in the file's order; the values of a keyword that comes
 *     again are joined by line feeds. Not to be modified
 */
public record PngInfo(int width, int height, SequencedMap<String, String> text) {

  /** Longest file that is looked at. */
  public static final int MAX_BYTES = 4 << 20;

  /** Largest width and height. */
  public static final int MAX_SIDE = 16_384;

  private static final int HEADER_LENGTH = 13;

  /**
   * Reads a file to its end; does not close it.
   *
   * @throws ImageFormatException if it is no PNG file, is not all of one, or is beyond a limit:
   *     {@link #MAX_BYTES}, {@link #MAX_SIDE}, 64 texts of 65,536 characters together
   */
  public static PngInfo read(InputStream in) throws IOException {
    byte[] file = in.readNBytes(MAX_BYTES + 1);
    if (file.length > MAX_BYTES) {
      throw new ImageFormatException("at most %,d bytes".formatted(MAX_BYTES), "more");
    }
    return read(new PngChunks(file));
  }

  private static PngInfo read(PngChunks chunks) {
    ByteBuffer header = header(chunks.next());
    int width = side("width", header.getInt());
    int height = side("height", header.getInt());
    var text = new PngText();
    boolean pixels = false;
    PngChunks.Chunk chunk = chunks.next();
    while (!chunk.type().equals("IEND")) {
      pixels |= chunk.type().equals("IDAT");
      text.add(chunk);
      chunk = chunks.next();
    }
    chunks.requireEnd();
    if (!pixels) {
      throw new ImageFormatException("pixels in chunks IDAT", "none");
    }
    return new PngInfo(width, height, text.entries());
  }

  private static ByteBuffer header(PngChunks.Chunk chunk) {
    if (!chunk.type().equals("IHDR") || chunk.data().remaining() != HEADER_LENGTH) {
      throw new ImageFormatException(
          "a first chunk IHDR of %d bytes".formatted(HEADER_LENGTH),
          "%s of %,d".formatted(chunk.type(), chunk.data().remaining()));
    }
    return chunk.data();
  }

  private static int side(String name, int side) {
    if (side < 1 || side > MAX_SIDE) {
      throw new ImageFormatException(
          "a %s from 1 to %,d".formatted(name, MAX_SIDE),
          Long.toString(Integer.toUnsignedLong(side)));
    }
    return side;
  }
}
