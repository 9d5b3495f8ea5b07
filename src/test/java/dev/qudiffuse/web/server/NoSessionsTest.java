package dev.qudiffuse.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.RawConnection;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.AuthenticatorBase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

class NoSessionsTest {

  /** Says whether there is a session, or makes one, and counts on it. */
  private static final class Sessions extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print(request.getSession(false) == null ? "none" : "one");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print(request.getSession().getId());
    }
  }

  @Test
  void thereIsNoSessionAndNobodyCanMakeOne() throws IOException {
    var factory = new TomcatServletWebServerFactory(0);
    new ServerConfiguration.Valves().valves().customize(factory);
    var server =
        (TomcatWebServer)
            factory.getWebServer(
                context -> context.addServlet("sessions", new Sessions()).addMapping("/"));
    try {
      server.start();

      assertThat(answer(server, "GET")).extracting("status").isEqualTo(200);
      RawConnection.Answer refused = answer(server, "POST");
      assertThat(refused.status()).isEqualTo(500);
      assertThat(refused.headers()).doesNotContainKey("set-cookie");
      var context = (Context) server.getTomcat().getHost().findChildren()[0];
      assertThat(context.getManager()).isInstanceOf(NoSessions.class);
      assertThat(context.getManager().getActiveSessions()).isZero();
      assertThat(Arrays.asList(context.getPipeline().getValves()))
          .as("nothing that asks for a session to know who calls")
          .doesNotHaveAnyElementsOfTypes(AuthenticatorBase.class);
    } finally {
      server.destroy();
    }
  }

  private static RawConnection.Answer answer(TomcatWebServer server, String method)
      throws IOException {
    try (var connection = new RawConnection(server.getPort())) {
      connection.write(RawConnection.request(method, "/"));
      return connection.read();
    }
  }
}
