package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.yaml.snakeyaml.Yaml;

/**
 * {@code openapi.yaml}, which clients are generated from, says what the running service says of
 * itself.
 */
@ServiceTest
class OpenApiTest {

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;

  static GenerativeModel model() {
    return new FakeModel();
  }

  @Test
  void theFileIsTheServicesOwnDescription() throws Exception {
    Map<String, Object> served =
        new Yaml().load(Client.text(new Client(port).get("/v3/api-docs.yaml")));
    served.remove("servers"); // where this test happens to run

    Map<String, Object> kept = new Yaml().load(Files.readString(Path.of("openapi.yaml")));

    assertThat(kept).isEqualTo(served);
  }

  @Test
  void thePageIsServed() throws Exception {
    assertThat(new Client(port).get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
  }
}
