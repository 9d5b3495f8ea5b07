package dev.qudiffuse.web.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has {@code OPTIONS} answered with the methods that the path has, and nothing that it has not. A
 * browser that asks for another site gets the same answer, which lets it do nothing: Spring takes
 * its question for one of its own and then names all methods there are.
 */
final class OptionsFilter extends OncePerRequestFilter {

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals(HttpMethod.OPTIONS.name());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(new Question(request), new Answer(response));
  }

  private static final class Question extends HttpServletRequestWrapper {
    Question(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
          ? null
          : super.getHeader(name);
    }
  }

  private static final class Answer extends HttpServletResponseWrapper {
    Answer(HttpServletResponse response) {
      super(response);
    }

    /** Spring lists what may be patched, which is nothing. */
    @Override
    public void addHeader(String name, String value) {
      if (!name.equalsIgnoreCase(HttpHeaders.ACCEPT_PATCH)) {
        super.addHeader(name, value);
      }
    }
  }
}
