package dev.qudiffuse.web;

import dev.qudiffuse.io.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Responses that change only with the model: their strong ETag is the SHA-256 of the body, by which
 * Spring answers {@code If-None-Match} with 304. Caches may keep them for a few minutes unasked, so
 * that a new model is not overlooked for long.
 */
final class CacheableResponse {

  private static final Duration AGE = Duration.ofMinutes(5);

  private CacheableResponse() {}

  /** The response of a body to a request. */
  static ResponseEntity<byte[]> of(HttpServletRequest request, MediaType type, byte[] body) {
    boolean known = Caching.anyWillDo(request);
    ResponseEntity.BodyBuilder response =
        ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .headers(Caching.headers(request, AGE))
            .eTag(Sha256.hex(body));
    return known ? response.build() : response.contentType(type).body(body);
  }
}
