package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** A service that takes tokens of one issuer, and one key beside them. */
@ServiceTest
class JsonWebTokenTest {

  private static final KeyPair ISSUER = keyPair();
  private static final KeyPair STRANGER = keyPair();

  @TempDir private static Path folder;

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;

  static GenerativeModel model() {
    return new FakeModel();
  }

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry registry) throws IOException {
    Path file = folder.resolve("issuer.pem");
    String key = Base64.getMimeEncoder().encodeToString(ISSUER.getPublic().getEncoded());
    Files.writeString(
        file, "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n".formatted(key));
    registry.add(
        "spring.security.oauth2.resourceserver.jwt.public-key-location", () -> "file:" + file);
    registry.add("qudiffuse.security.api-keys.alice", () -> "the-key-of-alice");
  }

  @Test
  void aTokenOfTheIssuerLetsIn() throws Exception {
    assertThat(status(token(ISSUER, Instant.now().plusSeconds(300)))).isEqualTo(200);
  }

  @Test
  void soDoesAKey() throws Exception {
    assertThat(status("the-key-of-alice")).isEqualTo(200);
  }

  @Test
  void oldStrangeAndBrokenTokensDoNot() throws Exception {
    assertThat(status(token(ISSUER, Instant.now().minusSeconds(300)))).isEqualTo(401);
    assertThat(status(token(STRANGER, Instant.now().plusSeconds(300)))).isEqualTo(401);
    assertThat(status("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.")).isEqualTo(401);
    assertThat(status("nonsense")).isEqualTo(401);
  }

  private int status(String token) throws Exception {
    return new Client(port).generate("digit=3", "Authorization", "Bearer " + token).statusCode();
  }

  private static String token(KeyPair keys, Instant expiry) throws JOSEException {
    var token =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.RS256),
            new JWTClaimsSet.Builder().subject("alice").expirationTime(Date.from(expiry)).build());
    token.sign(new RSASSASigner(keys.getPrivate()));
    return token.serialize();
  }

  private static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }
}
