package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What a proxy in front of the service says of the client, if the proxy may be believed. */
class ForwardedHeadersTest {

  private static final String[] HEADERS = {
    "X-Forwarded-For", "198.51.100.9, 203.0.113.7, 10.0.0.3",
    "X-Forwarded-Host", "digits.example",
    "X-Forwarded-Proto", "https",
    "X-Forwarded-Prefix", "/draw",
    "Forwarded", "for=192.0.2.1;host=evil.example;proto=http"
  };

  /** Says who asked for what. */
  @TestConfiguration
  @RestController
  static class Mirror {
    @GetMapping("/mirror")
    Map<String, String> mirror(HttpServletRequest request) {
      return Map.of(
          "client", request.getRemoteAddr(),
          "link", ServletUriComponentsBuilder.fromCurrentRequestUri().toUriString());
    }
  }

  /** The tests come from 127.0.0.1, which is trusted. */
  @Nested
  @ServiceTest
  @Import(Mirror.class)
  class FromATrustedProxy {
    @LocalServerPort private int port;
    @TestBean private GenerativeModel model;

    static GenerativeModel model() {
      return new FakeModel();
    }

    @Test
    void theClientIsTheLastAddressThatIsNoProxy() throws Exception {
      assertThat(Client.json(get(port, "/mirror"))).containsEntry("client", "203.0.113.7");
    }

    @Test
    void linksAreTheClients() throws Exception {
      assertThat(Client.json(get(port, "/mirror")))
          .containsEntry("link", "https://digits.example/draw/mirror");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a b",
          "a",
          "/a, b",
          "http://evil.example",
          "/a?b",
          "//evil.example",
          "/a//b",
          "/\\evil.example"
        })
    void aPrefixThatIsNoPathIsRefused(String prefix) throws Exception {
      var client = new Client(port);
      HttpResponse<byte[]> response =
          client.send(client.request("/mirror", "X-Forwarded-Prefix", prefix).GET().build());

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(Client.json(response)).containsEntry("type", "urn:qudiffuse:problem:bad-request");
    }

    /** One from Spring's own hands, one from those of the server. */
    @ParameterizedTest
    @CsvSource({"/generate, /digits/draw/generate", "/nothing;a, /digits/draw/nothing;a"})
    void problemsNameWhatTheClientAskedFor(String path, String instance) throws Exception {
      var client = new Client(port);
      HttpResponse<byte[]> response =
          client.send(
              client
                  .request(
                      path,
                      "X-Forwarded-Prefix",
                      "/digits/, /draw",
                      "Content-Type",
                      "application/json")
                  .POST(BodyPublishers.ofString(" ".repeat(20_000)))
                  .build());

      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(Client.json(response)).containsEntry("instance", instance);
    }

    @Test
    void openApiNamesTheClientsServer() throws Exception {
      assertThat(Client.json(get(port, "/v3/api-docs")))
          .extracting("servers", InstanceOfAssertFactories.LIST)
          .singleElement()
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsEntry("url", "https://digits.example/draw");
    }

    @Test
    void swaggerUiRedirectsToItself() throws Exception {
      assertThat(get(port, "/swagger-ui.html").headers().firstValue("Location"))
          .hasValueSatisfying(
              location ->
                  assertThat(location)
                      .isIn(
                          "/draw/swagger-ui/index.html",
                          "https://digits.example/draw/swagger-ui/index.html"));
    }

    @Test
    void whatCameByHttpsMustGoOnByHttps() throws Exception {
      assertThat(get(port, "/livez").headers().firstValue("Strict-Transport-Security"))
          .hasValue("max-age=63072000");
    }
  }

  /** And here nobody is. */
  @Nested
  @ServiceTest
  @Import(Mirror.class)
  @TestPropertySource(properties = "server.tomcat.remoteip.internal-proxies=192.0.2.0/24")
  class FromAnybodyElse {
    @LocalServerPort private int port;
    @TestBean private GenerativeModel model;

    static GenerativeModel model() {
      return new FakeModel();
    }

    @Test
    void nothingIsBelieved() throws Exception {
      HttpResponse<byte[]> response = get(port, "/mirror");

      assertThat(Client.json(response))
          .containsEntry("client", "127.0.0.1")
          .containsEntry("link", "http://localhost:%d/mirror".formatted(port));
      assertThat(response.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }
  }

  private static HttpResponse<byte[]> get(int port, String path) throws Exception {
    var client = new Client(port);
    return client.send(client.request(path, HEADERS).GET().build());
  }
}
