package dev.qudiffuse.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;

/** Images to try things on, and PNG files put together by hand. */
final class TestImages {

  private static final byte[] SIGNATURE = HexFormat.of().parseHex("89504e470d0a1a0a");

  private TestImages() {}

  /** An image of noise, in which all shades occur if it is large enough. */
  static GrayImage noise(int width, int height, long seed) {
    byte[] pixels = new byte[width * height];
    new Random(seed).nextBytes(pixels);
    return new GrayImage(width, height, pixels);
  }

  /** A PNG file of these chunks. */
  static byte[] png(byte[]... chunks) {
    var file = new ByteArrayOutputStream();
    file.writeBytes(SIGNATURE);
    for (byte[] chunk : chunks) {
      file.writeBytes(chunk);
    }
    return file.toByteArray();
  }

  /** A chunk with its length and checksum. */
  static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt(checksum(name, data))
        .array();
  }

  /** The chunk that every file begins with. */
  static byte[] header(int width, int height) {
    byte[] data = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).array();
    return chunk("IHDR", data);
  }

  /** Pixels that cannot be unpacked, at which nobody must look. */
  static byte[] pixels() {
    return chunk("IDAT", new byte[] {1, 2, 3});
  }

  /** The chunk that every file ends with. */
  static byte[] end() {
    return chunk("IEND", new byte[0]);
  }

  /** The file with right checksums, as far as its chunks can be followed. */
  static byte[] withChecksums(byte[] file) {
    ByteBuffer fixed = ByteBuffer.wrap(file.clone());
    int start = SIGNATURE.length;
    while (start >= 0 && start <= file.length - 12) {
      int length = fixed.getInt(start);
      if (length < 0 || length > file.length - start - 12) {
        break;
      }
      var checksum = new CRC32();
      checksum.update(fixed.slice(start + 4, 4 + length));
      fixed.putInt(start + 8 + length, (int) checksum.getValue());
      start += 12 + length;
    }
    return fixed.array();
  }

  private static int checksum(byte[] name, byte[] data) {
    var checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    return (int) checksum.getValue();
  }
}
