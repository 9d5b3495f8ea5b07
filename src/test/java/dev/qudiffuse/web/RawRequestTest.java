package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** What no well-behaved client sends, over a bare socket. */
@ServiceTest
@TestPropertySource(properties = "server.tomcat.connection-timeout=300ms")
@Timeout(60)
class RawRequestTest {

  private static final String PNG_HEADER = "Content-Type: image/png";
  private static final String JSON_HEADER = "Content-Type: application/json";

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;

  static GenerativeModel model() {
    return new FakeModel();
  }

  @ParameterizedTest
  @CsvSource({
    "GET /gen[erate HTTP/1.1, 400, bad-request",
    "GET /livez?a[=3 HTTP/1.1, 400, bad-request",
    "GET /../../etc HTTP/1.1, 400, bad-request",
    "GET /a%2fb HTTP/1.1, 400, bad-request",
    "GET /a%zz HTTP/1.1, 400, bad-request",
    "TRACE /generate HTTP/1.1, 405, method-not-allowed",
    "CONNECT /generate HTTP/1.1, 501, not-implemented",
    "GET /livez HTTP/9.1, 505, not-implemented",
    "nonsense, 400, bad-request"
  })
  void whatTomcatRefusesIsAProblemDetail(String requestLine, int status, String type)
      throws IOException {
    assertProblem(send(requestLine, ""), status, type);
  }

  @ParameterizedTest
  @CsvSource({"X-Long, 9000", "X y, 1", "Content-Length, 3"})
  void badHeadersAreAProblemDetail(String name, int length) throws IOException {
    assertProblem(
        send("GET /livez HTTP/1.1", "%s: %s\r\n".formatted(name, "a".repeat(length))),
        400,
        "bad-request");
  }

  @Test
  void aLongRequestLineIsAProblemDetail() throws IOException {
    assertProblem(
        send("GET /livez?%s HTTP/1.1".formatted("a".repeat(9000)), ""), 400, "bad-request");
  }

  @ParameterizedTest
  @CsvSource({"POST /generate, 406", "GET /nothing, 404"})
  void anAcceptThatIsNoneStillGetsAProblemDetail(String request, int status) throws IOException {
    String response = send(request + " HTTP/1.1", "Accept: nonsense\r\n");

    assertThat(response)
        .startsWith("HTTP/1.1 " + status)
        .contains("Content-Type: application/problem+json", "\"status\" : " + status);
  }

  @ParameterizedTest
  @CsvSource({
    "/generate, 16385, " + JSON_HEADER,
    "/images/info, 4194305, " + PNG_HEADER,
    "/generate, 16385, Content-Type: application/x-www-form-urlencoded"
  })
  void aBodySaidToBeTooLargeIsNotEvenRead(String path, int length, String header)
      throws IOException {
    assertProblem(
        send(
            "POST %s HTTP/1.1".formatted(path),
            "%s\r\nContent-Length: %d\r\n".formatted(header, length)),
        413,
        "content-too-large");
  }

  @Test
  void aFormThatBecomesTooLargeIsRefused() throws IOException {
    String response =
        send(
            "POST /generate HTTP/1.1",
            "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n",
            chunk("a".repeat(17_000)));

    assertTooLarge(response);
  }

  @ParameterizedTest
  @CsvSource({"/generate, 17000, " + JSON_HEADER, "/images/info, 4200000, " + PNG_HEADER})
  void soIsAnyOtherBody(String path, int length, String header) throws IOException {
    assertTooLarge(
        send(
            "POST %s HTTP/1.1".formatted(path),
            header + "\r\nTransfer-Encoding: chunked\r\n",
            chunk(" ".repeat(length))));
  }

  private static void assertTooLarge(String response) {
    assertThat(response)
        .startsWith("HTTP/1.1 413")
        .contains(
            "Content-Type: application/problem+json",
            "\"type\" : \"urn:qudiffuse:problem:content-too-large\"",
            "\"title\" : \"Content too large\"",
            "\"detail\" : \"Expected a smaller body.\"")
        .doesNotContain("maxPostSize");
  }

  @Test
  void tooManyParametersAreRefused() throws IOException {
    String response = send("POST /generate?%s HTTP/1.1".formatted("a&".repeat(51)), "");

    assertThat(response)
        .startsWith("HTTP/1.1 400")
        .contains("unreadable-parameters", "at most 50")
        .doesNotContain("Connector");
  }

  @Test
  void halfAHeaderIsNotWaitedForForEver() throws IOException {
    try (var socket = new Socket("localhost", port)) {
      write(socket, "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-");

      assertThat(socket.getInputStream().read()).as("closed").isEqualTo(-1);
    }
  }

  @Test
  void halfABodyIsNotWaitedForForEver() throws IOException {
    try (var socket = new Socket("localhost", port)) {
      write(
          socket,
          "POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\n\r\ndigit");

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .doesNotStartWith("HTTP/1.1 200");
    }
  }

  private static void assertProblem(String response, int status, String type) {
    assertThat(response)
        .startsWith("HTTP/1.1 " + status)
        .contains(
            "Content-Type: application/problem+json",
            "X-Content-Type-Options: nosniff",
            "\"type\":\"urn:qudiffuse:problem:%s\"".formatted(type),
            "Cache-Control: no-store",
            "\"status\":" + status)
        .doesNotContain("<html", "Tomcat");
  }

  private static String chunk(String content) {
    return "%x\r\n%s\r\n0\r\n\r\n".formatted(content.length(), content);
  }

  private String send(String requestLine, String headers) throws IOException {
    return send(requestLine, headers, "");
  }

  private String send(String requestLine, String headers, String body) throws IOException {
    try (var socket = new Socket("localhost", port)) {
      write(
          socket,
          "%s\r\nHost: localhost\r\nConnection: close\r\n%s\r\n%s"
              .formatted(requestLine, headers, body));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
