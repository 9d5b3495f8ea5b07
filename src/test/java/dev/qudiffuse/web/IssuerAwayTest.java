package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** A service whose issuer of tokens fails at first, and answers later. */
@ServiceTest
class IssuerAwayTest {

  private static final AtomicInteger QUESTIONS = new AtomicInteger();
  private static final RSAKey KEY = key();
  private static final HttpServer ISSUER = issuer();
  private static volatile boolean away = true;

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;

  static GenerativeModel model() {
    return new FakeModel();
  }

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry registry) {
    registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", IssuerAwayTest::issuerUri);
    registry.add("qudiffuse.security.api-keys.alice", () -> "the-key-of-alice");
  }

  @AfterAll
  static void end() {
    ISSUER.stop(0);
  }

  @Test
  void tokensWaitForTheIssuerAndKeysDoNot() throws Exception {
    String token = token();

    HttpResponse<byte[]> refused = answer(token);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(refused.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(Client.json(refused))
        .containsEntry("type", "urn:qudiffuse:problem:service-unavailable");
    assertThat(answer("the-key-of-alice").statusCode()).isEqualTo(200);

    away = false;
    HttpResponse<byte[]> answer = answer(token);
    while (answer.statusCode() == 503) {
      Thread.sleep(
          Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()) * 1000);
      answer = answer(token);
    }
    assertThat(answer.statusCode()).isEqualTo(200);

    away = true;
    assertThat(answer(token).statusCode()).isEqualTo(200); // its key is known
    int before = QUESTIONS.get();
    String strange = token.replaceFirst("^[^.]*", header("another"));
    assertThat(answer(strange).statusCode()).isEqualTo(503);
    assertThat(answer(strange).statusCode()).isEqualTo(503);
    assertThat(QUESTIONS).hasValue(before + 1);
    assertThat(answer(token).statusCode()).isEqualTo(200);
  }

  private HttpResponse<byte[]> answer(String token) throws Exception {
    return new Client(port).generate("digit=3", "Authorization", "Bearer " + token);
  }

  private static String token() throws JOSEException {
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuerUri())
                .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                .build());
    token.sign(new RSASSASigner(KEY));
    return token.serialize();
  }

  private static String header(String keyId) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build().toBase64URL().toString();
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("first").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  private static String issuerUri() {
    return "http://localhost:" + ISSUER.getAddress().getPort();
  }

  private static HttpServer issuer() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", IssuerAwayTest::handle);
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException("no port", e);
    }
  }

  private static void handle(HttpExchange exchange) throws IOException {
    QUESTIONS.incrementAndGet();
    String path = exchange.getRequestURI().getPath();
    byte[] body =
        (path.equals("/keys")
                ? new JWKSet(KEY.toPublicJWK()).toString()
                : "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\"}".formatted(issuerUri()))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(away ? 500 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
