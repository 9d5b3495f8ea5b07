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

  private static final Path FILE = Path.of("openapi.yaml");
  private static final String HEAD =
      "# The API of QuDiffuse. A test holds this file to what the running service says of itself, and\n"
          + "# writes it anew: ./mvnw test -Dtest=OpenApiTest -Dpin\n";

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;

  static GenerativeModel model() {
    return new FakeModel();
  }

  @Test
  void theFileIsTheServicesOwnDescription() throws Exception {
    String text =
        Client.text(new Client(port).get("/v3/api-docs.yaml"))
            .replaceAll("(?m)^servers:\\R([- ].*\\R)+", ""); // where this test happens to run
    if (System.getProperty("pin") != null) {
      Files.writeString(FILE, HEAD + text);
    }

    Map<String, Object> served = new Yaml().load(text);
    Map<String, Object> kept = new Yaml().load(Files.readString(FILE));

    assertThat(kept).isEqualTo(served).doesNotContainKey("servers");
  }

  @Test
  void thePageIsServed() throws Exception {
    assertThat(new Client(port).get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
  }
}
