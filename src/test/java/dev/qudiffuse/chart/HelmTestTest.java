package dev.qudiffuse.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What {@code helm test} asks, and when it fails: its script, with a wget that only pretends. */
class HelmTestTest {

  /** Answers as a service does that is open, guarded, or broken. */
  private static final String WGET =
      """
      #!/bin/sh
      echo "$*" >>"$ASKED"
      case "$SERVICE $*" in
        open*|*X-API-Key:*|*/readyz*) exit 0 ;;
        guarded*) echo 'wget: server returned error: HTTP/1.1 401 ' >&2; exit 1 ;;
        *) echo "wget: can't connect to remote host: Connection refused" >&2; exit 1 ;;
      esac
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          default     | open    | 0 | 1 |
          default     | broken  | 1 | 1 |
          gateway     | guarded | 0 | 2 |
          gateway     | open    | 1 | 1 | expected 401 without a key, got an image
          gateway     | broken  | 1 | 1 | expected 401 without a key, got wget: can't connect
          image-model | guarded | 0 | 2 |
          image-model | open    | 1 | 1 | expected 401 without a key, got an image
          models      | guarded | 0 | 2 |
          models      | open    | 1 | 1 | expected 401 without a key, got an image
          """)
  void aGuardedServiceRefusesWhoeverHasNoKey(
      String set, String service, int exit, int questions, @Nullable String message)
      throws Exception {
    Path wget = Files.writeString(folder.resolve("wget"), WGET);
    Files.setPosixFilePermissions(wget, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path asked = folder.resolve("asked");

    var test = new ProcessBuilder(command(set)).redirectErrorStream(true);
    test.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    test.environment().put("SERVICE", service);
    test.environment().put("ASKED", asked.toString());
    test.environment().put("API_KEY", "a-key-of-alice-01");
    Process process = test.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isEqualTo(exit);
    assertThat(said).contains(message == null ? "" : message);
    assertThat(asked).content().hasLineCount(questions);
    assertThat(Files.readAllLines(asked).getFirst())
        .endsWith("http://digits-qudiffuse:80/generate?digit=7&seed=1")
        .doesNotContain("X-API-Key");
  }

  private static List<String> command(String set) {
    return Chart.render(Chart.values(set))
        .one("Pod", "-test")
        .at("/spec/containers/0/command")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }
}
