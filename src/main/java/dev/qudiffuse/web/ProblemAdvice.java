package dev.qudiffuse.web;

import dev.qudiffuse.generation.ClientShareException;
import dev.qudiffuse.generation.DeadlineException;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.InvalidRequestException;
import dev.qudiffuse.generation.QueueFullException;
import dev.qudiffuse.image.ImageFormatException;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

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
  ResponseEntity<ProblemDetail> invalidRequest(InvalidRequestException e) {
    return answer(
        refused(
            problem(HttpStatus.BAD_REQUEST, "invalid-parameter", "Invalid parameter", null),
            e.parameter(),
            e.allowed(),
            e.got()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unreadableImage(ImageFormatException e) {
    return answer(
        refused(
            problem(HttpStatus.BAD_REQUEST, "invalid-image", "Invalid image", null),
            "body",
            e.expected(),
            e.found()));
  }

  /** Tomcat could not read the parameters: a name is missing, a percent sign stands alone... */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> unreadableParameters(InvalidParameterException e) {
    HttpStatus status = HttpStatus.valueOf(e.getErrorCode());
    return answer(
        refused(
            problem(status, "unreadable-parameters", status.getReasonPhrase(), null),
            "parameters",
            "name=value, percent-encoded UTF-8, at most 50 of them and 16 KB",
            String.valueOf(e.getMessage())));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    refused(
        e.getBody(),
        HttpHeaders.CONTENT_TYPE,
        MediaType.toString(e.getSupportedMediaTypes()),
        header(request, HttpHeaders.CONTENT_TYPE));
    return handleExceptionInternal(e, null, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
      HttpMediaTypeNotAcceptableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    refused(
        e.getBody(),
        HttpHeaders.ACCEPT,
        MediaType.toString(e.getSupportedMediaTypes()),
        header(request, HttpHeaders.ACCEPT));
    return handleExceptionInternal(e, null, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String[] supported = e.getSupportedMethods();
    refused(
        e.getBody(),
        "method",
        supported == null
            ? "another"
            : Arrays.stream(supported).sorted().collect(Collectors.joining(", ")),
        e.getMethod());
    return handleExceptionInternal(e, null, headers, status, request);
  }

  /** Said aloud, the type does not depend on an {@code Accept} that may be nonsense. */
  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** Likewise. */
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    var described = new HttpHeaders(headers);
    described.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return new ResponseEntity<>(body, described, status);
  }

  private static String header(WebRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "nothing" : value;
  }

  /** Adds what was wrong, what would have been right, and what came. */
  private static ProblemDetail refused(
      ProblemDetail problem, String parameter, String allowed, String got) {
    problem.setDetail("%s: expected %s, got %s".formatted(parameter, allowed, got));
    problem.setProperty("parameter", parameter);
    problem.setProperty("allowed", allowed);
    problem.setProperty("got", got);
    return problem;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> queueFull(QueueFullException e) {
    return comeBackLater(
        problem(HttpStatus.SERVICE_UNAVAILABLE, "queue-full", "Queue full", e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> clientShare(ClientShareException e) {
    return comeBackLater(
        problem(
            HttpStatus.TOO_MANY_REQUESTS,
            "too-many-requests",
            "Too many requests",
            e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> deadlinePassed(DeadlineException e) {
    return comeBackLater(late(e));
  }

  private static ProblemDetail late(DeadlineException e) {
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE, "deadline-passed", "Deadline passed", e.getMessage());
  }

  /** The problem of a drawing that failed after its answer had begun. */
  ProblemDetail of(Exception e) {
    return e instanceof DeadlineException late ? late(late) : internalError(e);
  }

  private ResponseEntity<ProblemDetail> comeBackLater(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(secondsToWait()))
        .body(problem);
  }

  /** When what is queued will be done, in whole seconds; at least one. */
  private long secondsToWait() {
    return Math.max(1, queue.expectedWait().plusSeconds(1).minusNanos(1).toSeconds());
  }

  /**
   * Whatever nobody foresaw: the caller learns that it was not the request's fault, the log learns
   * the rest. Unless the caller has hung up on its answer, which writers of JSON wrap into
   * exceptions of their own: there is nobody to tell, and nothing went wrong here.
   */
  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> unexpected(Exception e) {
    if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
      LOG.debug("A caller has hung up", e);
      return null;
    }
    return answer(internalError(e));
  }

  private static ProblemDetail internalError(Exception e) {
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
