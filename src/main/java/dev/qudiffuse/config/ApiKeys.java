package dev.qudiffuse.config;

import dev.qudiffuse.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys that are accepted, kept as their SHA-256. Looking one up takes as long whether it is
 * there or not, and whatever it has in common with one that is. Immutable and safe to share.
 */
final class ApiKeys {

  private final Map<String, byte[]> digestOfName;

  /**
   * The given keys.
   *
   * @param keys a key for each name
   */
  ApiKeys(Map<String, String> keys) {
    digestOfName =
        keys.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> digest(e.getValue())));
  }

  boolean isEmpty() {
    return digestOfName.isEmpty();
  }

  /** Whose key this is. */
  Optional<String> holder(String key) {
    byte[] digest = digest(key);
    Optional<String> holder = Optional.empty();
    for (Map.Entry<String, byte[]> entry : digestOfName.entrySet()) { // always through all of them
      if (MessageDigest.isEqual(entry.getValue(), digest)) {
        holder = Optional.of(entry.getKey());
      }
    }
    return holder;
  }

  private static byte[] digest(String key) {
    return Sha256.newDigest().digest(key.getBytes(StandardCharsets.UTF_8));
  }
}
