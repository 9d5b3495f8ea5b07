package dev.qudiffuse.chart;

import dev.qudiffuse.Application;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * The service with the settings and keys that the chart gives it, on free ports in place of 8080
 * and 8081.
 */
final class RunningService implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Where the chart mounts keys. */
  private static final String KEYS = "/etc/qudiffuse/keys/";

  private final ConfigurableApplicationContext context;

  /**
   * Starts it.
   *
   * @param folder for its files
   */
  RunningService(Manifests manifests, Path folder) throws IOException {
    Path keys = Files.createDirectories(folder.resolve("keys"));
    String settings = manifests.one("ConfigMap").at("/data/application.yaml").asString();
    Path mounted = Files.createDirectories(folder.resolve("settings"));
    Files.writeString(mounted.resolve("application.yaml"), settings);
    for (JsonNode secret : manifests.ofKind("Secret").toList()) {
      for (var key : secret.path("stringData").properties()) {
        Files.writeString(keys.resolve(key.getKey()), key.getValue().asString());
      }
    }
    Stream<String> imports =
        manifests
            .one("Deployment")
            .at("/spec/template/spec/containers/0/env")
            .valueStream()
            .filter(variable -> variable.path("name").asString().equals("SPRING_CONFIG_IMPORT"))
            .map(variable -> variable.path("value").asString().replace(KEYS, keys + "/"))
            .map("--spring.config.import="::concat);
    Stream<String> others =
        Stream.of(
            "--spring.config.additional-location=file:" + mounted + "/",
            "--server.port=0",
            "--management.server.port=0",
            "--qudiffuse.warm-up=0ms");
    context =
        new SpringApplicationBuilder(Application.class)
            .run(Stream.concat(imports, others).toArray(String[]::new));
  }

  /** Asks at a port that the chart calls {@code http} or {@code management}. */
  HttpResponse<String> get(String port, String path) throws IOException, InterruptedException {
    return HTTP.send(request(port, path).GET().build(), BodyHandlers.ofString());
  }

  /** Has something drawn. */
  HttpResponse<byte[]> generate(String query, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("http", "/generate?" + query).POST(BodyPublishers.noBody());
    return HTTP.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String port, String path) {
    String property =
        switch (port) {
          case "http" -> "local.server.port";
          case "management" -> "local.management.port";
          default -> throw new IllegalArgumentException("expected http or management, got " + port);
        };
    String number = context.getEnvironment().getRequiredProperty(property);
    return HttpRequest.newBuilder(URI.create("http://localhost:" + number + path));
  }

  @Override
  public void close() {
    context.close();
  }
}
