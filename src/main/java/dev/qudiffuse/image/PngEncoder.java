package dev.qudiffuse.image;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/**
 * Writes 8-bit grayscale PNG files (ISO/IEC 15948) with the image and, where given, some text in
 * them, and nothing else: no time, so equal images with equal text give equal files. {@link
 * PngInfo} reads the text again.
 *
 * <p>Packed at Image I/O's own level: its highest makes files of digits hardly smaller, and takes
 * several times as long.
 */
public final class PngEncoder {

  private static final String METADATA = "javax_imageio_png_1.0";

  /** PNG's rule for keywords: Latin-1 that prints, no space at an end, none beside another. */
  private static final Pattern KEYWORD =
      Pattern.compile("(?=.{1,79}$)[!-~\\u00a1-\\u00ff]+( [!-~\\u00a1-\\u00ff]+)*");

  /** What PNG allows in its plain text; the rest is written in UTF-8. */
  private static final Pattern LATIN1 = Pattern.compile("[\\n -~\\u00a0-\\u00ff]*");

  private PngEncoder() {}

  /** The file of an image, without text. */
  public static byte[] encode(GrayImage image) {
    return encode(image, new LinkedHashMap<>());
  }

  /**
   * The file of an image.
   *
   * @param text what is said beside it, in this order: keywords of 1 to 79 characters of Latin-1,
   *     without a space at either end or two in a row, and their values, without the character 0.
   *     It stands in {@code tEXt} chunks or, when a value is not plain Latin-1, all of it in {@code
   *     iTXt} chunks, which know UTF-8.
   * @throws IllegalArgumentException if a keyword or a value cannot be written
   */
  public static byte[] encode(GrayImage image, SequencedMap<String, String> text) {
    text.forEach(PngEncoder::check);
    BufferedImage pixels = ImageIoFile.bufferedImage(image);
    return ImageIoFile.of(
        "png",
        writer -> {
          IIOMetadata metadata =
              writer.getDefaultImageMetadata(new ImageTypeSpecifier(pixels), null);
          add(text, metadata);
          writer.write(null, new IIOImage(pixels, null, metadata), null);
        });
  }

  private static void check(String keyword, String value) {
    if (!KEYWORD.matcher(keyword).matches()) {
      throw new IllegalArgumentException(
          "expected a keyword of 1 to 79 characters of Latin-1, single spaces only between words,"
              + " got \"%s\"".formatted(keyword));
    }
    if (value.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException(
          "%s: expected Unicode text without the character 0, got \"%s\""
              .formatted(keyword, value));
    }
  }

  private static void add(SequencedMap<String, String> text, IIOMetadata metadata)
      throws IIOInvalidTreeException {
    if (text.isEmpty()) {
      return;
    }
    // all in one kind of chunk: the writer would not keep the order of two kinds
    boolean plain = text.values().stream().allMatch(value -> LATIN1.matcher(value).matches());
    String kind = plain ? "tEXt" : "iTXt";
    var chunks = new IIOMetadataNode(kind);
    text.forEach(
        (keyword, value) ->
            chunks.appendChild(
                ImageIoFile.node(
                    kind + "Entry", plain ? latin1(keyword, value) : utf8(keyword, value))));
    var root = new IIOMetadataNode(METADATA);
    root.appendChild(chunks);
    metadata.mergeTree(METADATA, root);
  }

  private static Map<String, String> latin1(String keyword, String value) {
    return Map.of("keyword", keyword, "value", value);
  }

  private static Map<String, String> utf8(String keyword, String value) {
    return Map.of(
        "keyword",
        keyword,
        "compressionFlag",
        "FALSE",
        "compressionMethod",
        "0",
        "languageTag",
        "",
        "translatedKeyword",
        "",
        "text",
        value);
  }
}
