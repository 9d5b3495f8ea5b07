package dev.qudiffuse.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A gateway that has the service under {@code /draw}, and passes on what comes as it comes. */
final class PrefixProxy implements AutoCloseable {

  private static final String PREFIX = "/draw";

  private final int port;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();

  PrefixProxy(int port) throws IOException {
    this.port = port;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(PREFIX, this::pass);
    server.start();
  }

  String address() {
    return "http://localhost:%d%s/".formatted(server.getAddress().getPort(), PREFIX);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString().substring(PREFIX.length());
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .method(exchange.getRequestMethod(), BodyPublishers.noBody())
              .header("Accept", exchange.getRequestHeaders().getFirst("Accept"))
              .header("X-Forwarded-Prefix", PREFIX)
              .build();
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      for (String name : new String[] {"Content-Type", "Content-Security-Policy"}) {
        response
            .headers()
            .firstValue(name)
            .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
      }
      exchange.sendResponseHeaders(response.statusCode(), 0);
      try (InputStream body = response.body()) {
        body.transferTo(exchange.getResponseBody());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }
}
