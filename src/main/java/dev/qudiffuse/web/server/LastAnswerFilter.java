package dev.qudiffuse.web.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says {@code Connection: close} with every answer while the service is not ready, above all when
 * it stops. Tomcat closes connections then but does not say so, and a proxy would send its next
 * request on one that is about to go.
 */
final class LastAnswerFilter extends OncePerRequestFilter {

  private final ApplicationAvailability availability;

  LastAnswerFilter(ApplicationAvailability availability) {
    this.availability = availability;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var answer = new Answer(response);
    chain.doFilter(request, answer);
    answer.announce();
  }

  /** Looks when it is written, which may be long after it was asked for. */
  private final class Answer extends HttpServletResponseWrapper {

    Answer(HttpServletResponse response) {
      super(response);
    }

    private void announce() {
      if (availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC && !isCommitted()) {
        setHeader(HttpHeaders.CONNECTION, "close");
      }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      announce();
      return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      announce();
      return super.getWriter();
    }

    @Override
    public void sendError(int status) throws IOException {
      announce();
      super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
      announce();
      super.sendError(status, message);
    }
  }
}
