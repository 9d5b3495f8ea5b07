package dev.qudiffuse.web;

import dev.qudiffuse.generation.ClientShareException;
import dev.qudiffuse.generation.DeadlineException;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.InvalidRequestException;
import dev.qudiffuse.generation.QueueFullException;
import dev.qudiffuse.generation.StoppedException;
import dev.qudiffuse.image.ImageFormatException;
import dev.qudiffuse.web.server.StatusProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Says what went wrong as a problem detail (RFC 9457); what Spring itself refuses, the superclass
 * says alike.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler implements ResponseBodyAdvice<Object> {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  /** The type of a problem that has none (RFC 9457, section 4.2.1). */
  private static final URI BLANK = URI.create("about:blank");

  private final GenerationQueue queue;

  ProblemAdvice(GenerationQueue queue) {
    this.queue = queue;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> invalidRequest(InvalidRequestException e) {
    return answer(
        refused(
            problem(HttpStatus.BAD_REQUEST, "Invalid parameter"),
            e.parameter(),
            e.allowed(),
            e.got()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unreadableImage(ImageFormatException e) {
    return answer(
        refused(problem(HttpStatus.BAD_REQUEST, "Invalid image"), "body", e.expected(), e.found()));
  }

  /**
   * Tomcat could not read the parameters: a name is missing, a percent sign stands alone, the form
   * is too large... Its own words are for whoever runs it.
   */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> unreadableParameters(
      InvalidParameterException e, HttpServletRequest request) {
    if (e.getErrorCode() != HttpServletResponse.SC_BAD_REQUEST) {
      return answer(StatusProblem.of(e.getErrorCode()));
    }
    String query = request.getQueryString();
    var refusal =
        new InvalidRequestException(
            "parameters",
            "name=value, percent-encoded UTF-8, at most 50 of them",
            query == null || request.getContentType() != null ? "something else" : query);
    return answer(
        refused(
            problem(HttpStatus.BAD_REQUEST, "Unreadable parameters"),
            refusal.parameter(),
            refusal.allowed(),
            refusal.got()));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<MediaType> types = e.getSupportedMediaTypes();
    ProblemDetail problem =
        types.isEmpty()
            ? refused(
                StatusProblem.of(status.value()),
                "body",
                "none, since GET takes its parameters from the query",
                "one")
            : refused(
                StatusProblem.of(status.value()),
                HttpHeaders.CONTENT_TYPE,
                MediaType.toString(types),
                header(request, HttpHeaders.CONTENT_TYPE));
    return handleExceptionInternal(e, problem, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
      HttpMediaTypeNotAcceptableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail problem =
        refused(
            StatusProblem.of(status.value()),
            HttpHeaders.ACCEPT,
            MediaType.toString(e.getSupportedMediaTypes()),
            header(request, HttpHeaders.ACCEPT));
    return handleExceptionInternal(e, problem, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var methods = new TreeSet<>(headers.getAllow());
    if (methods.contains(HttpMethod.GET)) {
      methods.add(HttpMethod.HEAD); // which Spring derives from it, but forgets here
    }
    var allowing = new HttpHeaders(headers);
    allowing.setAllow(methods);
    ProblemDetail problem =
        refused(
            StatusProblem.of(status.value()),
            "method",
            methods.stream().map(HttpMethod::name).collect(Collectors.joining(", ")),
            e.getMethod());
    return handleExceptionInternal(e, problem, allowing, status, request);
  }

  /** Said aloud, the type does not depend on an {@code Accept} that may be nonsense. */
  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** Likewise. A problem without a type is Spring's, whose words are for whoever programs it. */
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    var described = new HttpHeaders(headers);
    described.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    boolean ours = body instanceof ProblemDetail problem && isOfAType(problem);
    return new ResponseEntity<>(ours ? body : StatusProblem.of(status.value()), described, status);
  }

  private static boolean isOfAType(ProblemDetail problem) {
    return problem.getType() != null && !problem.getType().equals(BLANK);
  }

  @Override
  public boolean supports(
      MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  /** Whatever the answer was going to be, and its headers may say so by now. */
  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returnType,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (body instanceof ProblemDetail && response instanceof ServletServerHttpResponse answer) {
      StatusProblem.keepOutOfCaches(answer.getServletResponse());
    }
    return body;
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
    return comeBackLater(problem(HttpStatus.SERVICE_UNAVAILABLE, "Queue full", e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> clientShare(ClientShareException e) {
    return comeBackLater(
        problem(HttpStatus.TOO_MANY_REQUESTS, "Too many requests", e.getMessage()));
  }

  @ExceptionHandler({DeadlineException.class, StoppedException.class})
  ResponseEntity<ProblemDetail> unfinished(RuntimeException e) {
    return comeBackLater(of(e));
  }

  /** The problem of a drawing that failed, perhaps after its answer had begun. */
  ProblemDetail of(Exception e) {
    return switch (e) {
      case DeadlineException late ->
          problem(HttpStatus.SERVICE_UNAVAILABLE, "Deadline passed", late.getMessage());
      case StoppedException stopped ->
          problem(HttpStatus.SERVICE_UNAVAILABLE, "Service unavailable", stopped.getMessage());
      default -> internalError(e);
    };
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
    return StatusProblem.of(HttpStatus.INTERNAL_SERVER_ERROR.value());
  }

  private static ProblemDetail problem(HttpStatus status, String title) {
    return problem(status, title, null);
  }

  private static ProblemDetail problem(HttpStatus status, String title, @Nullable String detail) {
    return StatusProblem.of(status.value(), title, detail);
  }
}
