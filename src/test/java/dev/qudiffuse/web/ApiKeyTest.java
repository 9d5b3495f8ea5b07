package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** A service that only two may use. */
@ServiceTest
@TestPropertySource(
    properties = {
      "qudiffuse.security.api-keys.alice=the-key-of-alice",
      "qudiffuse.security.api-keys.bob=the-key-of-bob-1"
    })
@ExtendWith(OutputCaptureExtension.class)
class ApiKeyTest {

  @LocalServerPort private int port;
  @LocalManagementPort private int managementPort;
  @TestBean private GenerativeModel model;

  static GenerativeModel model() {
    return new FakeModel();
  }

  @ParameterizedTest
  @CsvSource({
    "X-API-Key, the-key-of-alice",
    "X-API-Key, the-key-of-bob-1",
    "Authorization, Bearer the-key-of-alice"
  })
  void aKeyLetsIn(String header, String value) throws Exception {
    HttpResponse<byte[]> response = new Client(port).generate("digit=3", header, value);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(response.headers().allValues("X-Frame-Options")).containsExactly("DENY");
    assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
  }

  @ParameterizedTest
  @CsvSource({
    "X-API-Key, the-key-of-alicf",
    "X-API-Key, the-key-of-alic",
    "X-API-Key, ' '",
    "Authorization, Bearer the-key-of-carol",
    "Authorization, Basic YWxpY2U6dGhlLWtleS1vZi1hbGljZQ==",
    "Authorization, Bearer"
  })
  void anythingElseDoesNot(String header, String value) throws Exception {
    HttpResponse<byte[]> response = new Client(port).generate("digit=3", header, value);

    assertUnauthorized(response);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"qudiffuse\", error=\"invalid_token\"");
  }

  @ParameterizedTest
  @CsvSource({"/nothing", "/images/info", "/generate", "/v3", "/swagger-ui.css/generate"})
  void neitherDoesNothing(String path) throws Exception {
    HttpResponse<byte[]> response = new Client(port).get(path);

    assertUnauthorized(response);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"qudiffuse\"");
  }

  private static void assertUnauthorized(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(Client.json(response))
        .containsEntry("type", "urn:qudiffuse:problem:unauthorized")
        .containsEntry("status", 401)
        .containsKey("detail");
  }

  @ParameterizedTest
  @CsvSource({
    "/generate?digit=3&seed=7, 'max-age=86400, private'",
    "/models, 'max-age=300, private'",
    "/circuits, 'max-age=300, private'"
  })
  void aSharedCacheKeepsNothing(String path, String caching) throws Exception {
    var client = new Client(port);
    HttpResponse<byte[]> response =
        client.send(client.request(path, "X-API-Key", "the-key-of-alice").GET().build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().allValues("Cache-Control")).containsExactly(caching);
    assertThat(String.join(", ", response.headers().allValues("Vary")).split(", "))
        .contains("Accept", "X-API-Key", "Authorization");
  }

  @Test
  void whatNeedsNoneMayBeAskedForItsHead() throws Exception {
    var client = new Client(port);

    assertThat(client.head("/").statusCode()).isEqualTo(200);
    assertThat(client.head("/livez").statusCode()).isEqualTo(200);
    assertThat(new Client(managementPort).head("/actuator/prometheus").statusCode()).isEqualTo(200);
    assertThat(client.head("/generate?digit=3&seed=7").statusCode()).isEqualTo(401);
  }

  @Test
  void thePageAndTheProbesNeedNone() throws Exception {
    var client = new Client(port);

    assertThat(List.of(client.get("/livez"), client.get("/readyz")))
        .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(200));
    assertThat(client.get("/").statusCode()).isNotEqualTo(401);
    assertThat(client.get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
  }

  @Test
  void whatTheServiceIsMadeOfNeedsOne() throws Exception {
    var client = new Client(managementPort);

    assertThat(client.get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(client.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(client.get("/actuator/prometheus").statusCode()).isEqualTo(200);
    assertUnauthorized(client.get("/actuator/info"));
    assertUnauthorized(client.get("/actuator/sbom/application"));
    assertThat(
            client
                .send(
                    client.request("/actuator/info", "X-API-Key", "the-key-of-alice").GET().build())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void theDescriptionSaysWhatToSend() throws Exception {
    var client = new Client(port);

    Map<String, Object> api = Client.json(client.get("/v3/api-docs"));

    assertThat(api)
        .extractingByKey("components")
        .extracting("securitySchemes")
        .isEqualTo(
            Map.of(
                "key", Map.of("type", "apiKey", "in", "header", "name", "X-API-Key"),
                "bearer", Map.of("type", "http", "scheme", "bearer")));
    assertThat(api)
        .containsEntry("security", List.of(Map.of("key", List.of()), Map.of("bearer", List.of())));
  }

  @Test
  void noPasswordIsMadeUp(CapturedOutput output) {
    assertThat(output.toString()).doesNotContain("password");
  }
}
