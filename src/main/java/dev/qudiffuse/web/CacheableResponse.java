package dev.qudiffuse.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Responses that change only with the model: their strong ETag is the SHA-256 of the body, by which
 * Spring answers {@code If-None-Match} with 304. Caches may keep them for a few minutes unasked, so
 * that a new model is not overlooked for long.
 */
final class CacheableResponse {

  private static final CacheControl CACHE_CONTROL =
      CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

  private CacheableResponse() {}

  /** A response of a body. */
  static ResponseEntity<byte[]> of(MediaType type, byte[] body) {
    return ResponseEntity.ok()
        .contentType(type)
        .eTag(sha256(body))
        .cacheControl(CACHE_CONTROL)
        .varyBy(HttpHeaders.ACCEPT)
        .body(body);
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
