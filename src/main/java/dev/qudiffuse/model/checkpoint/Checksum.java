package dev.qudiffuse.model.checkpoint;

import dev.qudiffuse.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The seal of a safetensors file: SHA-256 of the whole file as it is with 64 zeros in the place of
 * the seal itself, which stands in the metadata as {@code "checksum":"<64 hexadecimal digits>"}. It
 * covers header and data alike.
 */
final class Checksum {

  /** Its key in the metadata. */
  static final String KEY = "checksum";

  /** What stands in its place while it is computed. */
  static final String BLANK = "0".repeat(64);

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private Checksum() {}

  static boolean isWellFormed(String checksum) {
    return FORM.matcher(checksum).matches();
  }

  /**
   * Replaces one checksum by another in a header. The quotation marks make the place unique: inside
   * a JSON string they would be escaped.
   */
  static String replace(String header, String oldChecksum, String newChecksum) {
    return header.replace(entry(oldChecksum), entry(newChecksum));
  }

  private static String entry(String checksum) {
    return "\"" + KEY + "\":\"" + checksum + "\"";
  }

  /**
   * Computes the seal.
   *
   * @param prefix the length of the header, as in the file
   * @param blankHeader the header with {@link #BLANK} for the seal
   */
  static String compute(byte[] prefix, String blankHeader, byte[] data) {
    return Sha256.hex(prefix, blankHeader.getBytes(StandardCharsets.UTF_8), data);
  }
}
