package dev.qudiffuse.web.server;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says as a problem detail (RFC 9457) what nobody nearer to the request has said: what Tomcat
 * refuses because it is not HTTP, what a filter refuses, what went wrong outside of any controller.
 */
final class ProblemReportValve extends ErrorReportValve {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int code = response.getStatus();
    if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    if (throwable != null && code >= 500) {
      LOG.error("A request failed unexpectedly", throwable);
    }
    byte[] problem = JsonMapper.shared().writeValueAsBytes(problem(code, request));
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setContentLength(problem.length);
      response.getOutputStream().write(problem);
      response.finishResponse();
    } catch (IOException e) {
      LOG.debug("The client has gone", e);
    }
  }

  private static Map<String, Object> problem(int code, Request request) {
    HttpStatus status = HttpStatus.resolve(code);
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "urn:qudiffuse:problem:" + type(code));
    problem.put("title", status == null ? "Refused" : status.getReasonPhrase());
    problem.put("status", code);
    problem.put("detail", detail(code));
    String instance = request.getRequestURI();
    if (instance != null && isUri(instance)) {
      problem.put("instance", ForwardedPrefixFilter.prefix(request) + instance);
    }
    return problem;
  }

  private static boolean isUri(String text) {
    try {
      URI unused = new URI(text);
      return true;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String type(int code) {
    return switch (code) {
      case 401 -> "unauthorized";
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 408 -> "request-timeout";
      case 413 -> "content-too-large";
      case 414, 431 -> "header-too-large";
      case 501, 505 -> "not-implemented";
      default -> code < 500 ? "bad-request" : "internal-error";
    };
  }

  private static String detail(int code) {
    return switch (code) {
      case 401 ->
          "Expected a valid key in X-API-Key, or a valid key or token in Authorization: Bearer.";
      case 404 -> "There is nothing at this path.";
      case 405 -> "Expected another method.";
      case 408 -> "Expected the request to arrive in time.";
      case 413 -> "Expected a smaller body.";
      case 414, 431 -> "Expected a shorter request line or fewer and shorter headers.";
      case 501, 505 ->
          "Expected a method, a transfer encoding and a version of HTTP that this server has.";
      default ->
          code < 500
              ? "Expected a request as HTTP has it: every character that it does not allow in an"
                  + " address percent-encoded, well-formed headers, at most 8 KB of both."
              : "The request failed for a reason of the service's own.";
    };
  }
}
