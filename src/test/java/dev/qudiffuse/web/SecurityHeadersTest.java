package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.convention.TestBean;

/** The headers that every answer has, good or bad, and on which port it may be. */
@ServiceTest
class SecurityHeadersTest {

  /** A script between its tags, or in an attribute. */
  private static final Pattern INLINE_SCRIPT =
      Pattern.compile("<script(?![^>]*\\ssrc=)[^>]*>|\\son[a-z]+=", Pattern.CASE_INSENSITIVE);

  @LocalServerPort private int port;
  @LocalManagementPort private int managementPort;
  @TestBean private GenerativeModel model;

  static GenerativeModel model() {
    return new FakeModel();
  }

  @ParameterizedTest
  @CsvSource({
    "/livez, 200",
    "/nothing, 404",
    "/generate, 400",
    "/v3/api-docs, 200",
    "/swagger-ui/index.html, 200",
    "/swagger-ui/nothing, 404"
  })
  void everyAnswerHasThem(String path, int status) throws Exception {
    assertHeaders(new Client(port).get(path), status);
  }

  @ParameterizedTest
  @CsvSource({"/actuator/health, 200", "/actuator/prometheus, 200", "/nothing, 404"})
  void alsoThoseOfTheManagement(String path, int status) throws Exception {
    assertHeaders(new Client(managementPort).get(path), status);
  }

  private static void assertHeaders(HttpResponse<byte[]> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    var headers = response.headers();
    assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
    assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(headers.allValues("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
    assertThat(headers.allValues("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
    assertThat(headers.allValues("Permissions-Policy")).hasSize(1);
    assertThat(headers.allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
    assertThat(headers.allValues("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void onlySwaggerUiMaySetStylesInItsElements() throws Exception {
    var client = new Client(port);

    assertThat(policy(client.get("/swagger-ui/index.html")))
        .contains("style-src 'self' 'unsafe-inline'");
    assertThat(policy(client.get("/livez"))).doesNotContain("unsafe");
  }

  @Test
  void swaggerUiKeepsToItsPolicy() throws Exception {
    assertThat(Client.text(new Client(port).get("/swagger-ui/index.html")))
        .contains("<script src=")
        .doesNotContainPattern(INLINE_SCRIPT);
  }

  private static String policy(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Content-Security-Policy").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "/actuator",
    "/actuator/health",
    "/actuator/prometheus",
    "/actuator/info",
    "/actuator/sbom"
  })
  void theManagementIsNotOnTheServicesPort(String path) throws Exception {
    assertThat(new Client(port).get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"/livez", "/readyz"})
  void theProbesAreAndSayNothingMore(String path) throws Exception {
    var response = new Client(port).get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Client.json(response)).containsOnlyKeys("status").containsEntry("status", "UP");
  }

  @Test
  void theManagementHasNothingElse() throws Exception {
    var client = new Client(managementPort);

    assertThat(client.get("/actuator/env").statusCode()).isEqualTo(404);
    assertThat(client.get("/actuator/heapdump").statusCode()).isEqualTo(404);
    assertThat(client.generate("digit=3").statusCode()).isEqualTo(404);
    assertThat(Client.json(client.get("/actuator/info"))).containsKey("build");
    assertThat(Client.json(client.get("/actuator/sbom/application")))
        .containsEntry("bomFormat", "CycloneDX");
  }
}
