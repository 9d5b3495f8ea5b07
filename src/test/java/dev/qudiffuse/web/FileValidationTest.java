package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.convention.TestBean;

/**
 * How a browser learns that a file it keeps is not that of the last release any more: times of
 * files do not tell, as they are the same in every one.
 */
@ServiceTest
class FileValidationTest {

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;

  static GenerativeModel model() {
    return new FakeModel();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/page.js",
        "/page.css",
        "/icon.svg",
        "/swagger-ui/index.html",
        "/swagger-ui/swagger-initializer.js",
        "/swagger-ui/swagger-ui-bundle.js"
      })
  void aFileIsKeptWhileItsContentIsTheSame(String path) throws Exception {
    var client = new Client(port);
    HttpResponse<byte[]> whole = client.get(path);
    String sha256 =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(whole.body()));

    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isNotEmpty();
    assertThat(whole.headers().allValues("ETag")).containsExactly('"' + sha256 + '"');
    assertMayBeKept(whole);

    HttpResponse<byte[]> same = ifNoneMatch(path, '"' + sha256 + '"');
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers().allValues("ETag")).containsExactly('"' + sha256 + '"');
    assertMayBeKept(same);

    HttpResponse<byte[]> other = ifNoneMatch(path, "\"of-the-last-release\"");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).isEqualTo(whole.body());
  }

  private HttpResponse<byte[]> ifNoneMatch(String path, String tag) throws Exception {
    var client = new Client(port);
    return client.send(client.request(path, "If-None-Match", tag).GET().build());
  }

  private static void assertMayBeKept(HttpResponse<byte[]> response) {
    assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-cache");
    assertThat(response.headers().allValues("Last-Modified")).isEmpty();
  }
}
