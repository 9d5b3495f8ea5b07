package dev.qudiffuse.config;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may use the service, {@code qudiffuse.security.*}.
 *
 * @param required whether the service must not start without a key or an issuer of tokens, so that
 *     keys which did not arrive leave it closed, not open to anybody
 * @param apiKeys the keys that are accepted, each by the name of who holds it; none for a service
 *     that anybody may use, or one that takes JSON Web Tokens
 */
@ConfigurationProperties("qudiffuse.security")
record SecurityProperties(
    @DefaultValue("false") boolean required, @DefaultValue Map<String, String> apiKeys) {

  /** Name of the setting that has the service not start open. */
  static final String REQUIRED = "qudiffuse.security.required";

  /** Name of the setting below which the keys are. */
  static final String API_KEYS = "qudiffuse.security.api-keys";

  /** Shorter ones can be guessed. */
  static final int SHORTEST_KEY = 16;

  SecurityProperties {
    apiKeys.forEach(
        (name, key) -> {
          if (key.length() < SHORTEST_KEY || !key.equals(key.strip())) {
            throw new IllegalArgumentException(
                "%s.%s: expected at least %d characters without space around them, got %d characters"
                    .formatted(API_KEYS, name, SHORTEST_KEY, key.length()));
          }
        });
    if (apiKeys.values().stream().distinct().count() < apiKeys.size()) {
      throw new IllegalArgumentException(
          API_KEYS + ": expected a key of its own for every name, got one key twice");
    }
    apiKeys = Map.copyOf(apiKeys);
  }

  /** Says nothing of the keys. */
  @Override
  public String toString() {
    return "SecurityProperties[required=" + required + ", apiKeys=" + apiKeys.keySet() + "]";
  }
}
