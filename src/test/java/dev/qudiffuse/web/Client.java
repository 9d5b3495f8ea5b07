package dev.qudiffuse.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A plain HTTP client of the service. */
record Client(int port) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Posts to {@code /generate} with a query such as {@code "digit=3&seed=1"}. */
  HttpResponse<byte[]> generate(String query, String... headers)
      throws IOException, InterruptedException {
    return send(request("/generate?" + query, headers).POST(BodyPublishers.noBody()).build());
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  HttpResponse<byte[]> head(String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path, headers).method("HEAD", BodyPublishers.noBody()).build());
  }

  HttpRequest.Builder request(String path, String... headers) {
    var builder = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return HTTP.send(request, BodyHandlers.ofByteArray());
  }

  static Map<String, Object> json(HttpResponse<byte[]> response) {
    return JsonMapper.shared().readValue(response.body(), new TypeReference<>() {});
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
