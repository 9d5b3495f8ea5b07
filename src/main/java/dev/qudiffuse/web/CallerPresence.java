package dev.qudiffuse.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Finds out whether a caller who waits for an answer is still there.
 *
 * <p>Tomcat does not look at a connection between reading a request and writing its answer, but can
 * be asked to read without blocking: where the connection has been closed, it meets the end. A
 * caller who has closed only its own direction counts as gone, as with other servers.
 */
@Component
final class CallerPresence
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  private static final String ATTRIBUTE = CallerPresence.class.getName();

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addEngineValves(new Probe());
  }

  /**
   * Tells whether the caller of {@code request} has gone. To be asked on the request's thread only,
   * after the body has been read. Where the server cannot tell, the answer is always no.
   */
  static BooleanSupplier gone(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof BooleanSupplier probe ? probe : () -> false;
  }

  private static final class Probe extends ValveBase {

    Probe() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      org.apache.coyote.Request connection = request.getCoyoteRequest();
      BooleanSupplier gone = () -> isClosed(connection);
      request.setAttribute(ATTRIBUTE, gone);
      getNext().invoke(request, response);
    }

    /**
     * At the end, reading "finds" a byte to make the reader run into it, and then there is none.
     */
    private static boolean isClosed(org.apache.coyote.Request connection) {
      return available(connection, true) > 0 && available(connection, false) == 0;
    }

    private static int available(org.apache.coyote.Request connection, boolean read) {
      connection.action(ActionCode.AVAILABLE, read);
      return connection.getAvailable();
    }
  }
}
