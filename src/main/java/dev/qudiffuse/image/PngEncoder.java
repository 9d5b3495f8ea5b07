package dev.qudiffuse.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes 8-bit grayscale PNG files (ISO/IEC 15948) with nothing in them but the image, so equal
 * images give equal files. Every row is stored as its difference to the row above, which suits the
 * smooth images of this service.
 */
public final class PngEncoder {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte BIT_DEPTH = 8;
  private static final byte GRAYSCALE = 0;
  private static final byte FILTER_UP = 2;

  private PngEncoder() {}

  /** The file of an image. */
  public static byte[] encode(GrayImage image) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(image.width())
            .putInt(image.height())
            .put(BIT_DEPTH)
            .put(GRAYSCALE)
            .array(); // the rest are zeros: deflate, adaptive filtering, not interlaced
    var file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    writeChunk(file, "IHDR", header);
    writeChunk(file, "IDAT", deflate(filter(image)));
    writeChunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static byte[] filter(GrayImage image) {
    byte[] pixels = image.pixels();
    int width = image.width();
    byte[] filtered = new byte[image.height() * (width + 1)];
    for (int y = 0; y < image.height(); y++) {
      int out = y * (width + 1);
      filtered[out] = FILTER_UP;
      for (int i = y * width; i < (y + 1) * width; i++) {
        int above = y == 0 ? 0 : pixels[i - width];
        filtered[++out] = (byte) (pixels[i] - above);
      }
    }
    return filtered;
  }

  private static byte[] deflate(byte[] data) {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(data);
      deflater.finish();
      var compressed = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        compressed.write(buffer, 0, deflater.deflate(buffer));
      }
      return compressed.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void writeChunk(ByteArrayOutputStream file, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    file.writeBytes(name);
    file.writeBytes(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }
}
