package dev.qudiffuse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/**
 * Who may keep an answer: any cache, or, where the service asks who somebody is, the caller's own
 * alone. A shared one would give it to those whom the service would turn away.
 */
final class Caching {

  /** By which callers say who they are. */
  private static final List<String> CREDENTIALS = List.of("X-API-Key", HttpHeaders.AUTHORIZATION);

  private static final String ANY_TAG = "*";

  private Caching() {}

  /**
   * The headers that say so.
   *
   * @param age for how long it may be kept without asking
   */
  static HttpHeaders headers(HttpServletRequest request, Duration age) {
    boolean known = request.getUserPrincipal() != null;
    var headers = new HttpHeaders();
    headers.setCacheControl(
        known ? CacheControl.maxAge(age).cachePrivate() : CacheControl.maxAge(age).cachePublic());
    headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (known) {
      headers.addAll(HttpHeaders.VARY, CREDENTIALS);
    }
    return headers;
  }

  /**
   * Whether the caller has the answer if it has any (RFC 9110, section 13.1.2), for which Spring
   * does not look.
   */
  static boolean anyWillDo(HttpServletRequest request) {
    String tags = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    return tags != null && tags.strip().equals(ANY_TAG);
  }
}
