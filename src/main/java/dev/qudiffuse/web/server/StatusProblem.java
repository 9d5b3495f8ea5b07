package dev.qudiffuse.web.server;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;

/**
 * What a problem detail (RFC 9457) says of a status where nobody knows more about the request: the
 * one table for what Tomcat, a filter or Spring refuses.
 */
public enum StatusProblem {
  /** Nobody that is known. */
  UNAUTHORIZED(
      "Unauthorized",
      "Expected a valid key in X-API-Key, or a valid key or token in Authorization: Bearer."),
  /** No such path. */
  NOT_FOUND("Not found", "There is nothing at this path."),
  /** A path that has other methods. */
  METHOD_NOT_ALLOWED("Method not allowed", "Expected another method."),
  /** No form of answer that the caller accepts. */
  NOT_ACCEPTABLE("Not acceptable", "Expected another Accept."),
  /** The body was not there in time. */
  REQUEST_TIMEOUT("Request timeout", "Expected the request to arrive in time."),
  /** The body is too large. */
  CONTENT_TOO_LARGE("Content too large", "Expected a smaller body."),
  /** A body that is not read here; which types are, is said where they are known. */
  UNSUPPORTED_MEDIA_TYPE(
      "Unsupported media type", "Expected a body that is not compressed: no Content-Encoding."),
  /** The head of the request is too large. */
  HEADER_TOO_LARGE(
      "Header too large", "Expected a shorter request line or fewer and shorter headers."),
  /** Not in this server. */
  NOT_IMPLEMENTED(
      "Not implemented",
      "Expected a method, a transfer encoding and a version of HTTP that this server has."),
  /** Not now. */
  SERVICE_UNAVAILABLE(
      "Service unavailable",
      "Expected the issuer of tokens to answer, or the service not to be at its end. Try again."),
  /** Whatever else is wrong with the request. */
  BAD_REQUEST(
      "Bad request",
      "Expected a request as HTTP has it: every character that it does not allow in an"
          + " address percent-encoded, well-formed headers, at most 8 KB of both."),
  /** Whatever is not the request's fault. */
  INTERNAL_ERROR("Internal error", "The request failed for a reason of the service's own.");

  private static final String TYPES = "urn:qudiffuse:problem:";

  private final String title;
  private final String detail;

  StatusProblem(String title, String detail) {
    this.title = title;
    this.detail = detail;
  }

  /** The problem of a status. */
  public static ProblemDetail of(int status) {
    StatusProblem problem =
        switch (status) {
          case 401 -> UNAUTHORIZED;
          case 404 -> NOT_FOUND;
          case 405 -> METHOD_NOT_ALLOWED;
          case 406 -> NOT_ACCEPTABLE;
          case 408 -> REQUEST_TIMEOUT;
          case 413 -> CONTENT_TOO_LARGE;
          case 414, 431 -> HEADER_TOO_LARGE;
          case 415 -> UNSUPPORTED_MEDIA_TYPE;
          case 503 -> SERVICE_UNAVAILABLE;
          case 501, 505 -> NOT_IMPLEMENTED;
          default -> status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
        };
    return of(status, problem.title, problem.detail);
  }

  /** A problem whose type is called as its title is, which so are never at odds. */
  public static ProblemDetail of(int status, String title, @Nullable String detail) {
    ProblemDetail body = ProblemDetail.forStatus(status);
    body.setDetail(detail);
    body.setType(URI.create(TYPES + title.toLowerCase(Locale.ROOT).replace(' ', '-')));
    body.setTitle(title);
    return body;
  }

  /** A problem is nobody's to keep, though the answer would have been that it stands for. */
  public static void keepOutOfCaches(HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
    response.setHeader(HttpHeaders.ETAG, null);
  }
}
