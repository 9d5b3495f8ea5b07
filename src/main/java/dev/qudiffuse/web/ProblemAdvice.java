package dev.qudiffuse.web;

import dev.qudiffuse.generation.DeadlineException;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.InvalidRequestException;
import dev.qudiffuse.generation.QueueFullException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Says what went wrong as a problem detail (RFC 9457); what Spring itself refuses, the superclass
 * says alike.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final GenerationQueue queue;

  ProblemAdvice(GenerationQueue queue) {
    this.queue = queue;
  }

  @ExceptionHandler
  ProblemDetail invalidRequest(InvalidRequestException e) {
    ProblemDetail problem =
        problem(HttpStatus.BAD_REQUEST, "invalid-parameter", "Invalid parameter", e.getMessage());
    problem.setProperty("parameter", e.parameter());
    problem.setProperty("allowed", e.allowed());
    problem.setProperty("got", e.got());
    return problem;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> queueFull(QueueFullException e) {
    return comeBackLater("queue-full", "Queue full", e);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> deadlinePassed(DeadlineException e) {
    return comeBackLater("deadline-passed", "Deadline passed", e);
  }

  private ResponseEntity<ProblemDetail> comeBackLater(
      String type, String title, RuntimeException e) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(secondsToWait()))
        .body(problem(HttpStatus.SERVICE_UNAVAILABLE, type, title, e.getMessage()));
  }

  /** When what is queued will be done, in whole seconds; at least one. */
  private long secondsToWait() {
    return Math.max(1, queue.expectedWait().plusSeconds(1).minusNanos(1).toSeconds());
  }

  /**
   * Whatever nobody foresaw: the caller learns that it was not the request's fault, the log learns
   * the rest.
   */
  @ExceptionHandler
  ProblemDetail unexpected(Exception e) {
    LOG.error("A request failed unexpectedly", e);
    return problem(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal-error",
        "Internal error",
        "The request failed for a reason of the service's own.");
  }

  private static ProblemDetail problem(
      HttpStatus status, String type, String title, @Nullable String detail) {
    ProblemDetail problem = ProblemDetail.forStatus(status);
    problem.setType(URI.create("urn:qudiffuse:problem:" + type));
    problem.setTitle(title);
    problem.setDetail(detail);
    return problem;
  }
}
