package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.RemoteKeySourceException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

@ExtendWith(OutputCaptureExtension.class)
class IssuerGuardTest {

  private Instant now = Instant.EPOCH;
  private final IssuerGuard guard = new IssuerGuard(() -> now);
  private final List<URI> asked = new ArrayList<>();

  @Test
  void anIssuerThatDoesNotAnswerIsLeftAloneForAWhile() {
    assertThat(ask(null)).isFalse();
    assertThat(ask(HttpStatus.OK)).isFalse();
    now = now.plus(IssuerGuard.PAUSE).minusMillis(1);
    assertThat(ask(HttpStatus.OK)).isFalse();
    assertThat(asked).hasSize(1);

    now = now.plusMillis(1);
    assertThat(ask(HttpStatus.OK)).isTrue();
    assertThat(ask(HttpStatus.OK)).isTrue();
    assertThat(asked).hasSize(3);
  }

  @Test
  void soIsOneThatFails() {
    assertThat(ask(HttpStatus.BAD_GATEWAY)).isTrue();
    assertThat(ask(HttpStatus.OK)).isFalse();
  }

  /** Discovery looks in three places. */
  @Test
  void oneThatHasNothingThereIsAskedOn() {
    assertThat(ask(HttpStatus.NOT_FOUND)).isTrue();
    assertThat(ask(HttpStatus.OK)).isTrue();
  }

  @Test
  void itIsToldOncePerPause(CapturedOutput output) {
    var away = new JwtException("away", new RemoteKeySourceException("no route", null));

    for (int i = 0; i < 3; i++) {
      assertUnavailable(away);
    }
    assertThat(output.getOut().lines().filter(line -> line.contains("no route"))).hasSize(1);

    now = now.plus(IssuerGuard.PAUSE);
    assertUnavailable(new JwtDecoderInitializationException("not found", new IOException("gone")));
    assertThat(output.getOut()).contains("its issuer cannot be asked: java.io.IOException: gone");
  }

  @Test
  void aTokenThatCannotBeVerifiedIsNotTheIssuersFault() {
    var bad = new BadJwtException("expired");
    assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> decode(bad)).isSameAs(bad);
    assertThatExceptionOfType(BadJwtException.class)
        .isThrownBy(() -> decode(new JwtException("no curve", new JOSEException("no curve"))));
  }

  private void assertUnavailable(RuntimeException reason) {
    assertThatExceptionOfType(IssuerGuard.IssuerUnavailableException.class)
        .isThrownBy(() -> decode(reason))
        .withCause(reason);
  }

  private void decode(RuntimeException outcome) {
    guard
        .around(
            token -> {
              throw outcome;
            })
        .decode("token");
  }

  /** Whether there was an answer; the issuer has none where there is no status. */
  private boolean ask(@Nullable HttpStatus status) {
    try {
      guard
          .interceptor()
          .intercept(
              new MockClientHttpRequest(HttpMethod.GET, URI.create("http://issuer.example/keys")),
              new byte[0],
              (request, body) -> {
                asked.add(request.getURI());
                if (status == null) {
                  throw new IOException("no answer");
                }
                return new MockClientHttpResponse(new byte[0], status);
              })
          .close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
