package dev.qudiffuse.data;

import dev.qudiffuse.io.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Names labelled images: SHA-256 of count, rows and columns (32 bits each, big-endian), all pixels
 * and all labels, so that compressed and plain files have the same. For one thread.
 */
public final class DataHash {

  private final MessageDigest digest = Sha256.newDigest();

  /** The hash of so many images of this size; their pixels and labels are still to come. */
  public DataHash(int count, int rows, int columns) {
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
