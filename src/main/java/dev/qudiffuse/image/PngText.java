package dev.qudiffuse.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.zip.InflaterInputStream;

/**
 * Gathers the text in the chunks of a PNG file: {@code tEXt}, Latin-1; {@code zTXt}, the same
 * deflated; {@code iTXt}, UTF-8, deflated or not. What is deflated is inflated no further than the
 * longest text allowed.
 */
final class PngText {

  /** Texts in a file. */
  static final int MAX_ENTRIES = 64;

  /** Characters, keywords and values, of all texts together. */
  static final int MAX_LENGTH = 65_536;

  /** Their bytes: a character of Java's takes at most three in UTF-8. */
  private static final int MAX_BYTES = 3 * MAX_LENGTH;

  private static final int LONGEST_KEYWORD = 79;

  private final SequencedMap<String, String> entries = new LinkedHashMap<>();
  private int count;
  private int length;

  /** What was gathered, by keyword. */
  SequencedMap<String, String> entries() {
    return Collections.unmodifiableSequencedMap(entries);
  }

  /**
   * Takes the text of a chunk, if it is one with text.
   *
   * @throws ImageFormatException if the text is damaged, or is one too many or too long
   */
  void add(PngChunks.Chunk chunk) {
    ByteBuffer data = chunk.data();
    switch (chunk.type()) {
      case "tEXt" -> put(keyword(data), decode(data, StandardCharsets.ISO_8859_1));
      case "zTXt" -> {
        String keyword = keyword(data);
        requireZero("compression method", data);
        put(keyword, decode(inflate(data), StandardCharsets.ISO_8859_1));
      }
      case "iTXt" -> addInternational(data);
      default -> {} // not text
    }
  }

  private void addInternational(ByteBuffer data) {
    String keyword = keyword(data);
    boolean deflated = flag(data);
    requireZero("compression method", data);
    untilZero("language", data);
    untilZero("translated keyword", data);
    put(keyword, decode(deflated ? inflate(data) : data, StandardCharsets.UTF_8));
  }

  private void put(String keyword, String value) {
    count++;
    length += keyword.length() + value.length();
    if (count > MAX_ENTRIES) {
      throw new ImageFormatException("at most %d texts".formatted(MAX_ENTRIES), "more");
    }
    if (length > MAX_LENGTH) {
      throw tooLong();
    }
    entries.merge(keyword, value, (before, more) -> before + "\n" + more);
  }

  private static ImageFormatException tooLong() {
    return new ImageFormatException(
        "texts of at most %,d characters together".formatted(MAX_LENGTH), "more");
  }

  private static String keyword(ByteBuffer data) {
    String keyword = decode(untilZero("keyword", data), StandardCharsets.ISO_8859_1);
    if (keyword.isEmpty() || keyword.length() > LONGEST_KEYWORD) {
      throw new ImageFormatException(
          "a text's keyword of 1 to %d characters".formatted(LONGEST_KEYWORD),
          "%,d".formatted(keyword.length()));
    }
    return keyword;
  }

  /** What comes before the next 0, and leaves the data behind it. */
  private static ByteBuffer untilZero(String what, ByteBuffer data) {
    int start = data.position();
    while (data.hasRemaining()) {
      if (data.get() == 0) {
        return data.slice(start, data.position() - 1 - start);
      }
    }
    throw new ImageFormatException("a 0 that ends a text's " + what, "none");
  }

  private static boolean flag(ByteBuffer data) {
    int flag = next("compression flag", data);
    if (flag > 1) {
      throw new ImageFormatException("a text's compression flag 0 or 1", Integer.toString(flag));
    }
    return flag == 1;
  }

  private static void requireZero(String what, ByteBuffer data) {
    int value = next(what, data);
    if (value != 0) {
      throw new ImageFormatException("a text's %s 0".formatted(what), Integer.toString(value));
    }
  }

  private static int next(String what, ByteBuffer data) {
    if (!data.hasRemaining()) {
      throw new ImageFormatException("a text's " + what, "the end of its chunk");
    }
    return data.get() & 0xFF;
  }

  private static ByteBuffer inflate(ByteBuffer data) {
    byte[] deflated = new byte[data.remaining()];
    data.get(deflated);
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      return ByteBuffer.wrap(in.readNBytes(MAX_BYTES + 1));
    } catch (IOException e) {
      throw new ImageFormatException("a text deflated by zlib", "one that cannot be inflated");
    }
  }

  private static String decode(ByteBuffer bytes, Charset charset) {
    if (bytes.remaining() > MAX_BYTES) {
      throw tooLong();
    }
    try {
      return charset.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new ImageFormatException("a text in " + charset, "other bytes");
    }
  }
}
