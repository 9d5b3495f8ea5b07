package dev.qudiffuse.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names labelled images: SHA-256 of count, rows and columns (32 bits each, big-endian), all pixels
 * and all labels, so that compressed and plain files have the same. For one thread.
 */
public final class DataHash {

  private final MessageDigest digest;

  /** The hash of so many images of this size; their pixels and labels are still to come. */
  public DataHash(int count, int rows, int columns) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    digest.update(
        ByteBuffer.allocate(3 * Integer.BYTES).putInt(count).putInt(rows).putInt(columns).flip());
  }

  /** Adds pixels, image after image; then, after all of these, the labels. */
  public void add(byte[] bytes) {
    digest.update(bytes);
  }

  /** The hash in hexadecimal; nothing can be added any more. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
