package dev.qudiffuse.web.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large, before they are read where their length is said, else once
 * they have become so; bodies that take too long to arrive; and compressed ones, which nobody here
 * would unpack.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

  /** Parameters, as JSON or as a form. */
  static final int LARGEST = 16 * 1024;

  /** A PNG file. */
  static final int LARGEST_IMAGE = 4 * 1024 * 1024;

  private static final String IMAGES = "/images/";

  /** Of content codings, none. */
  private static final String IDENTITY = "identity";

  private final Duration patience;

  BodyLimitFilter(Duration patience) {
    this.patience = patience;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    int limit = request.getServletPath().startsWith(IMAGES) ? LARGEST_IMAGE : LARGEST;
    if (isCoded(request)) {
      response.setHeader(HttpHeaders.ACCEPT_ENCODING, IDENTITY); // RFC 9110, section 12.5.3
      response.sendError(HttpStatus.UNSUPPORTED_MEDIA_TYPE.value());
      return;
    }
    if (request.getContentLengthLong() > limit) {
      response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
      return;
    }
    chain.doFilter(new LimitedRequest(request, limit, patience), response);
  }

  private static boolean isCoded(HttpServletRequest request) {
    String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    return coding != null && !coding.equalsIgnoreCase(IDENTITY);
  }

  private static final class LimitedRequest extends HttpServletRequestWrapper {
    private final int limit;
    private final Duration patience;

    LimitedRequest(HttpServletRequest request, int limit, Duration patience) {
      super(request);
      this.limit = limit;
      this.patience = patience;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream(), limit, patience);
    }
  }

  /** Throws what the service answers as problem details, wherever the body is read. */
  private static final class LimitedStream extends ServletInputStream {
    private final ServletInputStream body;
    private final long end;
    private int remaining;

    LimitedStream(ServletInputStream body, int limit, Duration patience) {
      this.body = body;
      this.remaining = limit;
      this.end = System.nanoTime() + patience.toNanos();
    }

    @Override
    public int read() throws IOException {
      int value = body.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = body.read(bytes, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) {
      remaining -= read;
      if (remaining < 0) {
        throw new ErrorResponseException(HttpStatus.CONTENT_TOO_LARGE);
      }
      if (System.nanoTime() - end > 0) {
        throw new ErrorResponseException(HttpStatus.REQUEST_TIMEOUT);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
