package dev.qudiffuse.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A gzip stream that can tell whether something follows it, which {@link GZIPInputStream} by itself
 * ignores.
 */
final class Gzip extends GZIPInputStream {

  private static final int TRAILER_SIZE = 8;

  /**
   * @param file the whole compressed file
   * @param size its length; the buffer holds all of it, so whatever is left over is still in the
   *     buffer at the end
   */
  Gzip(ByteArrayInputStream file, int size) throws IOException {
    super(file, size);
  }

  /** Whether a file starts with gzip's magic number. */
  static boolean isCompressed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  /** How many bytes follow the compressed stream, once it has been read to its end. */
  int bytesAfterEnd() {
    return inf.getRemaining() - TRAILER_SIZE;
  }
}
