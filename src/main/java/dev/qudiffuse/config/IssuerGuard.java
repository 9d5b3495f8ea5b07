package dev.qudiffuse.config;

import com.nimbusds.jose.RemoteKeySourceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;

/**
 * Keeps callers from waiting for an issuer of tokens that is slow or away. Spring Security asks it
 * for its keys in the middle of a request, one caller after the other, each with a patience of 30
 * s. Here the first waits {@link #PATIENCE}, and everybody who comes within the {@link #PAUSE}
 * after it, or who stood in line behind it, is told at once. Tokens whose keys are known are read
 * all the while. Safe to share.
 */
final class IssuerGuard {

  /** How long it is waited for a connection, and for the answer. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long an issuer that did not answer is left alone. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(IssuerGuard.class);

  private final InstantSource clock;
  private volatile Instant awayUntil = Instant.MIN;
  private volatile Instant toldUntil = Instant.MIN;

  IssuerGuard(InstantSource clock) {
    this.clock = clock;
  }

  /** What the issuer is asked with. */
  RestOperations requests() {
    var factory = new SimpleClientHttpRequestFactory();
    factory.setConnectTimeout(PATIENCE);
    factory.setReadTimeout(PATIENCE);
    var requests = new RestTemplate(factory);
    requests.getInterceptors().add(interceptor());
    return requests;
  }

  ClientHttpRequestInterceptor interceptor() {
    return this::ask;
  }

  private ClientHttpResponse ask(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    if (clock.instant().isBefore(awayUntil)) {
      throw new IOException("did not answer a moment ago");
    }
    boolean answered = false;
    try {
      ClientHttpResponse response = execution.execute(request, body);
      answered = !response.getStatusCode().is5xxServerError(); // 404 has another place looked up
      return response;
    } finally {
      if (!answered) {
        awayUntil = clock.instant().plus(PAUSE);
      }
    }
  }

  /**
   * Reads tokens as another does, and throws an {@link IssuerUnavailableException} where nobody
   * knows whether one is good.
   */
  JwtDecoder around(JwtDecoder decoder) {
    return token -> decode(decoder, token);
  }

  private Jwt decode(JwtDecoder decoder, String token) {
    try {
      return decoder.decode(token);
    } catch (BadJwtException e) {
      throw e;
    } catch (JwtDecoderInitializationException e) {
      throw unavailable(e);
    } catch (JwtException e) {
      if (e.getCause() instanceof RemoteKeySourceException) {
        throw unavailable(e);
      }
      throw new BadJwtException("cannot be verified", e); // Spring would have the service at fault
    }
  }

  private IssuerUnavailableException unavailable(RuntimeException reason) {
    Instant now = clock.instant();
    if (!now.isBefore(toldUntil)) {
      toldUntil = now.plus(PAUSE);
      Throwable root = reason;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      LOG.warn("No token can be verified, since its issuer cannot be asked: {}", root.toString());
    }
    return new IssuerUnavailableException(reason);
  }

  /** The issuer did not answer, or not as one does. */
  static final class IssuerUnavailableException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    private IssuerUnavailableException(Throwable cause) {
      super("the issuer of tokens cannot be asked", cause);
    }
  }
}
