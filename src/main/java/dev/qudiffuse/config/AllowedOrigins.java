package dev.qudiffuse.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The sites whose pages may read what the service answers, as origins (RFC 6454): {@code
 * https://app.example}, with a port where it is not the scheme's own; {@code *} alone for all.
 *
 * @param origins none for the service's own page only
 */
record AllowedOrigins(List<String> origins) {

  private static final String ALL = "*";

  /** Checks them. */
  AllowedOrigins {
    for (String origin : origins) {
      if (!(origin.equals(ALL) ? origins.size() == 1 : isOrigin(origin))) {
        throw new IllegalArgumentException(
            "expected origins such as https://app.example, or * alone, got " + origin);
      }
    }
    origins = List.copyOf(origins);
  }

  /** Whether an answer is the same for every site. */
  boolean areAll() {
    return origins.contains(ALL);
  }

  boolean contains(@Nullable String origin) {
    return origin != null && (areAll() || origins.contains(origin));
  }

  /**
   * As browsers write it: lower case, nothing behind the port, no port that goes without saying.
   */
  private static boolean isOrigin(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      int usual = "https".equals(scheme) ? 443 : "http".equals(scheme) ? 80 : 0;
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return usual != 0
          && uri.getHost() != null
          && uri.getPort() != usual
          && text.equals(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
