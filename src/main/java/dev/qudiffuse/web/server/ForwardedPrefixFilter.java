package dev.qudiffuse.web.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.Globals;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.ForwardedHeaderFilter;

/**
 * Puts the path below which a proxy has the service, {@code X-Forwarded-Prefix}, into the links it
 * makes.
 *
 * <p>The rest of {@code X-Forwarded-*} Tomcat's {@code RemoteIpValve} has read by now, which
 * believes only trusted proxies but knows no prefix. Spring's filter knows it but believes anybody,
 * and takes for the client what the client itself may have written. So it gets to see the prefix
 * alone, and that only where the valve trusts the proxy.
 */
final class ForwardedPrefixFilter extends ForwardedHeaderFilter {

  private static final String PREFIX = "x-forwarded-prefix";

  /**
   * Paths, one for each proxy. None has an empty segment: a link that begins with two slashes leads
   * to another server, as does one with backslashes, which browsers take for slashes.
   */
  private static final Pattern PATHS =
      Pattern.compile("(?:\\s*(?=/)(?:/[!-~&&[^,?#/\\\\]]++)*+/?\\s*(?:,|$))*+");

  private static final Set<String> OTHERS =
      Set.of(
          "forwarded",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-proto",
          "x-forwarded-ssl",
          "x-forwarded-for");

  /** What a proxy that is believed says of its path; nothing if there is none. */
  static String prefix(HttpServletRequest request) {
    String paths = isTrusted(request) ? request.getHeader(PREFIX) : null;
    return paths == null || !PATHS.matcher(paths).matches()
        ? ""
        : Stream.of(paths.split(","))
            .map(path -> path.strip().replaceAll("/+$", ""))
            .collect(Collectors.joining());
  }

  private static boolean isTrusted(HttpServletRequest request) {
    return Boolean.TRUE.equals(request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE));
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(PREFIX) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean trusted = isTrusted(request);
    if (trusted && !PATHS.matcher(request.getHeader(PREFIX)).matches()) {
      response.sendError(HttpStatus.BAD_REQUEST.value()); // Spring's would fail on it later
      return;
    }
    super.doFilterInternal(new Screened(request, trusted), response, chain);
  }

  private static final class Screened extends HttpServletRequestWrapper {
    private final boolean trusted;

    Screened(HttpServletRequest request, boolean trusted) {
      super(request);
      this.trusted = trusted;
    }

    private boolean isVisible(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return lower.equals(PREFIX) ? trusted : !OTHERS.contains(lower);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return isVisible(name) ? super.getHeader(name) : null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return isVisible(name) ? super.getHeaders(name) : Collections.emptyEnumeration();
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(
          Collections.list(super.getHeaderNames()).stream().filter(this::isVisible).toList());
    }
  }
}
