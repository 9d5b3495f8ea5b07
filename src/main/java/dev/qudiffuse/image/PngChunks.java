package dev.qudiffuse.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG file: after a signature of 8 bytes, each has its data's length, a type
 * of four letters, the data, and a checksum of type and data.
 */
final class PngChunks {

  private static final byte[] SIGNATURE = HexFormat.of().parseHex("89504e470d0a1a0a");
  private static final Pattern TYPE = Pattern.compile("[A-Za-z]{4}");

  private final ByteBuffer rest;

  /**
   * Stands before the first chunk.
   *
   * @throws ImageFormatException if the file does not begin as a PNG file does
   */
  PngChunks(byte[] file) {
    rest = ByteBuffer.wrap(file);
    byte[] start = new byte[Math.min(SIGNATURE.length, file.length)];
    rest.get(start);
    if (!Arrays.equals(start, SIGNATURE)) {
      HexFormat hex = HexFormat.ofDelimiter(" ");
      throw new ImageFormatException(
          "a PNG file, which begins with " + hex.formatHex(SIGNATURE),
          start.length == 0 ? "an empty one" : hex.formatHex(start));
    }
  }

  /**
   * One chunk.
   *
   * @param data a view of the file
   */
  record Chunk(String type, ByteBuffer data) {}

  /**
   * The next chunk.
   *
   * @throws ImageFormatException if there is none, or it is damaged
   */
  Chunk next() {
    int offset = rest.position();
    requireRest("the head of a chunk", 8, offset);
    int length = rest.getInt();
    String type = StandardCharsets.ISO_8859_1.decode(rest.slice(rest.position(), 4)).toString();
    if (!TYPE.matcher(type).matches()) {
      throw new ImageFormatException(
          "a chunk's type of four letters at byte %,d".formatted(offset + 4),
          "0x%08x".formatted(rest.getInt()));
    }
    requireRest("a chunk " + type, Integer.toUnsignedLong(length) + 8, offset);
    var checksum = new CRC32();
    checksum.update(rest.slice(rest.position(), length + 4));
    ByteBuffer data = rest.slice(rest.position() + 4, length);
    rest.position(rest.position() + 4 + length);
    int stated = rest.getInt();
    if (stated != (int) checksum.getValue()) {
      throw new ImageFormatException(
          "a checksum 0x%08x of the chunk %s at byte %,d"
              .formatted((int) checksum.getValue(), type, offset),
          "0x%08x".formatted(stated));
    }
    return new Chunk(type, data);
  }

  /**
   * Looks whether the last chunk was the last.
   *
   * @throws ImageFormatException if more bytes follow
   */
  void requireEnd() {
    if (rest.hasRemaining()) {
      throw new ImageFormatException(
          "the file's end after the chunk IEND", "%,d more bytes".formatted(rest.remaining()));
    }
  }

  private void requireRest(String what, long bytes, int offset) {
    if (rest.remaining() < bytes) {
      throw new ImageFormatException(
          "%s of %,d bytes at byte %,d".formatted(what, bytes, offset),
          "%,d bytes until the file's end".formatted(rest.remaining()));
    }
  }
}
