package dev.qudiffuse.config;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the pages of some other sites read the answers, by the CORS protocol of the Fetch standard,
 * and any page show the images. No cookies, for there are none: a key goes into a header, which a
 * page has to know. A site that is not among them is answered as if it had not said who it is, and
 * its browser keeps the answer from it; so a proxy that changes the host does no harm.
 */
final class CrossOriginFilter extends OncePerRequestFilter {

  private static final Duration PREFLIGHT_HOLDS = Duration.ofHours(2); // no browser keeps it longer

  private final Supplier<AllowedOrigins> allowedOrigins;
  private final DefaultCorsProcessor processor = new DefaultCorsProcessor();

  /**
   * @param allowedOrigins asked when there is a request
   */
  CrossOriginFilter(Supplier<AllowedOrigins> allowedOrigins) {
    this.allowedOrigins = allowedOrigins;
  }

  private static CorsConfiguration configuration(AllowedOrigins allowed) {
    var configuration = new CorsConfiguration();
    configuration.setAllowedOrigins(allowed.origins());
    configuration.setAllowedMethods(List.of("GET", "HEAD", "POST"));
    configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
    configuration.setExposedHeaders(List.of(CorsConfiguration.ALL));
    configuration.setMaxAge(PREFLIGHT_HOLDS);
    return configuration;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return allowedOrigins.get().origins().isEmpty();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    AllowedOrigins allowed = allowedOrigins.get();
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    if (allowed.contains(request.getHeader(HttpHeaders.ORIGIN))) {
      boolean goesOn = processor.processRequest(configuration(allowed), request, response);
      if (!goesOn || CorsUtils.isPreFlightRequest(request)) {
        return;
      }
    } else if (!allowed.areAll()) {
      response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
    chain.doFilter(request, response);
  }
}
