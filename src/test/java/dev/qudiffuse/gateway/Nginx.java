package dev.qudiffuse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.gateway.Gateway.Patience;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The system's nginx with the documented configuration. Without one the tests fail where the
 * environment says {@code CI=true}, and are skipped elsewhere.
 */
final class Nginx implements Gateway.Kind {

  private static final Path SETTINGS = Path.of("src/docs/gateway/nginx/qudiffuse.conf");

  private static final String MISSING =
      "expected nginx on the PATH or in /usr/sbin, got none: apt-get install nginx";

  /** What nginx needs to know before it reads a site's file. */
  private static final String MAIN =
      """
      daemon off;
      worker_processes 1;
      %s
      pid nginx.pid;
      error_log stderr;
      events {}
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        include qudiffuse.conf;
      }
      """;

  /** Skips what needs an nginx. */
  static final class Installed implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return isExpected()
          ? ConditionEvaluationResult.enabled("there is an nginx, or there must be one")
          : ConditionEvaluationResult.disabled(MISSING);
    }
  }

  /** Whether there is one, or should be. */
  static boolean isExpected() {
    return executable().isPresent() || "true".equals(System.getenv("CI"));
  }

  @Override
  public Gateway start(
      Path folder, Certificate certificate, List<Integer> copies, Patience patience)
      throws IOException {
    assertThat(executable()).as(MISSING).isPresent();
    int port = Ports.free();
    Map<String, String> here = new LinkedHashMap<>();
    here.put("qudiffuse-0:8080", "127.0.0.1:" + copies.get(0));
    here.put("qudiffuse-1:8080", "127.0.0.1:" + copies.get(1));
    here.put("listen 443 ssl", "listen 127.0.0.1:%d ssl".formatted(port));
    here.put("/etc/nginx/tls/tls.crt", certificate.chain().toString());
    here.put("/etc/nginx/tls/tls.key", certificate.key().toString());
    if (patience == Patience.ONE_SECOND) {
      here.put("proxy_read_timeout 70s", "proxy_read_timeout 1s");
      here.put("proxy_next_upstream_timeout 10s", "proxy_next_upstream_timeout 500ms");
    }
    String site = Files.readString(SETTINGS);
    for (Map.Entry<String, String> entry : here.entrySet()) {
      assertThat(site).contains(entry.getKey());
      site = site.replace(entry.getKey(), entry.getValue());
    }
    Path prefix = Files.createDirectories(folder.resolve("nginx-" + port));
    Files.writeString(prefix.resolve("qudiffuse.conf"), site);
    boolean root = "root".equals(System.getProperty("user.name"));
    Files.writeString(prefix.resolve("nginx.conf"), MAIN.formatted(root ? "user root;" : ""));
    Path log = prefix.resolve("log");
    Process process =
        new ProcessBuilder(
                executable().orElseThrow().toString(),
                "-p",
                prefix.toString(),
                "-c",
                "nginx.conf",
                "-e",
                "stderr")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new Gateway(process, port, certificate).awaitReady(log);
  }

  @Override
  public Duration patience() throws IOException {
    return Gateway.Kind.seconds(SETTINGS, "proxy_read_timeout ");
  }

  @Override
  public Duration idleTime() throws IOException {
    return Gateway.Kind.seconds(SETTINGS, "keepalive_timeout ");
  }

  private static Optional<Path> executable() {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .map(folder -> Path.of(folder, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
