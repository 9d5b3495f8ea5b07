package dev.qudiffuse.web.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Tells browsers what they must not do with any answer. A valve and not a filter, so that what
 * Tomcat refuses before any filter has these headers, too.
 */
final class SecurityHeadersValve extends ValveBase {

  /** The page has its scripts and styles in files of its own; it shows images it made itself. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** Swagger UI sets styles in its elements. */
  private static final String SWAGGER_UI_POLICY =
      PAGE_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Permissions-Policy",
              "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");

  /** Two years, as the preload lists of browsers ask for. */
  private static final String TRANSPORT_SECURITY = "max-age=63072000";

  SecurityHeadersValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    HEADERS.forEach(response::setHeader);
    String path = request.getDecodedRequestURI();
    boolean swaggerUi = path != null && path.startsWith("/swagger-ui");
    response.setHeader("Content-Security-Policy", swaggerUi ? SWAGGER_UI_POLICY : PAGE_POLICY);
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", TRANSPORT_SECURITY);
    }
    getNext().invoke(request, response);
  }
}
