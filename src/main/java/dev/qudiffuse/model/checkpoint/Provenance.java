package dev.qudiffuse.model.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What stays to be said of weights when a network has taken its numbers out of their file. A {@link
 * Checkpoint} itself would keep all of them in memory a second time.
 *
 * @param source the file or resource they were read from
 * @param sha256 SHA-256 of the whole file, in hexadecimal: the identity of a model
 * @param metadata everything that the file says about them, in its order
 */
public record Provenance(String source, String sha256, Map<String, String> metadata) {

  public Provenance {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}
