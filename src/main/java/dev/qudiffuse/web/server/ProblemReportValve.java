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
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
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
      StatusProblem.keepOutOfCaches(response);
      response.resetBuffer(true); // who failed may have begun to write characters
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setContentLength(problem.length);
      response.getOutputStream().write(problem);
      response.finishResponse();
    } catch (IOException e) {
      LOG.debug("The client has gone", e);
    }
  }

  private static Map<String, Object> problem(int code, Request request) {
    ProblemDetail said = StatusProblem.of(code);
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", said.getType());
    problem.put("title", said.getTitle());
    problem.put("status", code);
    problem.put("detail", said.getDetail());
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
}
