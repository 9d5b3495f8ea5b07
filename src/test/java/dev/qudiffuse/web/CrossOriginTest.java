package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** A service that the pages of one other site may call, with a key. */
@ServiceTest
@TestPropertySource(
    properties = {
      "qudiffuse.allowed-origins=https://app.example,http://localhost:5173",
      "qudiffuse.security.api-keys.alice=the-key-of-alice"
    })
class CrossOriginTest {

  private static final String KEY = "the-key-of-alice";

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;

  static GenerativeModel model() {
    return new FakeModel();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://app.example", "http://localhost:5173"})
  void aBrowserIsToldBeforehandThatItMay(String origin) throws Exception {
    HttpResponse<byte[]> answer = ask(origin, "POST", "x-api-key,content-type");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(origin);
    assertThat(header(answer, "Access-Control-Allow-Methods").split(","))
        .containsExactlyInAnyOrder("GET", "HEAD", "POST");
    assertThat(header(answer, "Access-Control-Allow-Headers").split(", "))
        .containsExactlyInAnyOrder("x-api-key", "content-type");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void nothingElseIsAllowed() throws Exception {
    for (HttpResponse<byte[]> answer :
        new HttpResponse[] {
          ask("https://other.example", "POST", "x-api-key"),
          ask("https://app.example", "DELETE", "x-api-key")
        }) {
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.statusCode()).isNotEqualTo(200);
    }
  }

  @Test
  void anAnswerAndARefusalMayBeRead() throws Exception {
    for (String query : new String[] {"digit=3", "digit=ten"}) {
      HttpResponse<byte[]> answer =
          new Client(port).generate(query, "Origin", "https://app.example", "X-API-Key", KEY);

      assertThat(answer.statusCode()).isEqualTo(query.equals("digit=3") ? 200 : 400);
      assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("https://app.example");
      assertThat(header(answer, "Access-Control-Expose-Headers")).isEqualTo("*");
      assertThat(String.join(",", answer.headers().allValues("Vary"))).contains("Origin");
    }
    HttpResponse<byte[]> refused =
        new Client(port).generate("digit=3", "Origin", "https://app.example");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(header(refused, "Access-Control-Allow-Origin")).isEqualTo("https://app.example");
  }

  /** What stands between may have changed the name of the service's own site. */
  @Test
  void whoeverComesFromElsewhereIsAnsweredButNotForReading() throws Exception {
    HttpResponse<byte[]> answer =
        new Client(port).generate("digit=3", "Origin", "https://other.example", "X-API-Key", KEY);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.headers().allValues("Vary")).contains("Origin");
  }

  /** Or a cache would give a page the answer that names another site. */
  @ParameterizedTest
  @ValueSource(strings = {"/generate?digit=3&seed=7", "/models", "/circuits", "/"})
  void whatIsCachedVariesByTheSite(String path) throws Exception {
    var client = new Client(port);
    for (String origin : new String[] {"https://app.example", "https://other.example"}) {
      HttpResponse<byte[]> answer =
          client.send(client.request(path, "Origin", origin, "X-API-Key", KEY).GET().build());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(String.join(", ", answer.headers().allValues("Vary")).split(", "))
          .contains("Origin");
    }
  }

  @Test
  void anImageMayBeShownAnywhere() throws Exception {
    var client = new Client(port);
    HttpResponse<byte[]> answer =
        client.send(client.request("/generate?digit=3&seed=7", "X-API-Key", KEY).GET().build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Cross-Origin-Resource-Policy"))
        .containsExactly("cross-origin");
  }

  private HttpResponse<byte[]> ask(String origin, String method, String headers) throws Exception {
    var client = new Client(port);
    return client.send(
        client
            .request(
                "/generate",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                headers)
            .method("OPTIONS", BodyPublishers.noBody())
            .build());
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    assertThat(answer.headers().allValues(name)).hasSize(1);
    return answer.headers().firstValue(name).orElseThrow();
  }
}
