package dev.qudiffuse.config;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/**
 * Lets in only who has an API key or a JSON Web Token, once there is a setting for either. Nothing
 * is kept between requests: no session, no cookie, and so nothing that another site could make a
 * browser send.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OptionalPart.Authentication.class)
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration {

  static final String API_KEY_HEADER = "X-API-Key";

  /** The page's own files: a browser asks for them before anybody could give it a key. */
  private static final String[] PAGE = {
    "/", "/index.html", "/favicon.*", "/*.css", "/*.js", "/*.svg", "/*.webmanifest", "/assets/**"
  };

  /** What the service can do is no secret, and says itself what to send. */
  private static final String[] DESCRIPTION = {
    "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/**"
  };

  /** Whoever runs the service looks here, and has no key. */
  private static final String[] PROBES = {
    "/livez", "/readyz", "/actuator/health", "/actuator/health/*"
  };

  private static final List<HttpMethod> READING = List.of(HttpMethod.GET, HttpMethod.HEAD);

  private static final Collection<GrantedAuthority> NO_AUTHORITIES = List.of();

  @Bean
  IssuerGuard issuerGuard() {
    return new IssuerGuard(InstantSource.system());
  }

  @Bean
  JwkSetUriJwtDecoderBuilderCustomizer guarded(IssuerGuard guard) {
    return builder -> builder.restOperations(guard.requests());
  }

  @Bean
  SecurityFilterChain authentication(
      HttpSecurity http,
      SecurityProperties properties,
      ObjectProvider<JwtDecoder> decoders,
      IssuerGuard guard,
      Environment environment) {
    boolean managementApart = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
    AuthenticationManager manager =
        manager(new ApiKeys(properties.apiKeys()), decoders.getIfAvailable(), guard);
    http.csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable) // all answers have them, these or others
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            requests -> {
              // what was let in once is not asked again as it goes on or fails
              requests
                  .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                  .permitAll();
              for (HttpMethod method : READING) {
                requests.requestMatchers(method, PAGE).permitAll();
                requests.requestMatchers(method, DESCRIPTION).permitAll();
                requests.requestMatchers(method, PROBES).permitAll();
                if (managementApart) {
                  requests.requestMatchers(method, "/actuator/prometheus").permitAll();
                }
              }
              requests.anyRequest().authenticated();
            })
        .exceptionHandling(e -> e.authenticationEntryPoint(SecurityConfiguration::refuse))
        .oauth2ResourceServer(
            tokens ->
                tokens
                    .bearerTokenResolver(tokenResolver())
                    .authenticationManagerResolver(request -> manager)
                    .authenticationEntryPoint(SecurityConfiguration::refuse));
    return http.build();
  }

  /** A key where there is one, else what is said to be a bearer's. */
  private static BearerTokenResolver tokenResolver() {
    var bearer = new DefaultBearerTokenResolver();
    return request -> {
      String key = request.getHeader(API_KEY_HEADER);
      return key != null ? key : bearer.resolve(request);
    };
  }

  private static AuthenticationManager manager(
      ApiKeys keys, @Nullable JwtDecoder decoder, IssuerGuard guard) {
    if (keys.isEmpty() && decoder == null) {
      throw new NobodyMayUseItException();
    }
    JwtAuthenticationProvider tokens =
        decoder == null ? null : new JwtAuthenticationProvider(guard.around(decoder));
    return authentication -> {
      String token = ((BearerTokenAuthenticationToken) authentication).getToken();
      var holder = keys.holder(token);
      if (holder.isPresent()) {
        return new PreAuthenticatedAuthenticationToken(holder.get(), null, NO_AUTHORITIES);
      }
      if (tokens == null) {
        throw new UnknownKeyException();
      }
      return tokens.authenticate(authentication);
    };
  }

  /** Leaves the problem detail to the one place that writes them for the server. */
  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    if (reason instanceof IssuerGuard.IssuerUnavailableException) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(IssuerGuard.PAUSE.toSeconds()));
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    boolean came =
        request.getHeader(API_KEY_HEADER) != null
            || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        "Bearer realm=\"qudiffuse\"" + (came ? ", error=\"invalid_token\"" : ""));
    response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
  }

  /** A key that nobody holds. */
  private static final class UnknownKeyException extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    private UnknownKeyException() {
      super("unknown API key");
    }
  }

  /** Authentication is asked for, but there is nothing that it could accept. */
  static final class NobodyMayUseItException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NobodyMayUseItException() {
      super(
          SecurityProperties.API_KEYS
              + ": expected a key, or else an issuer of JSON Web Tokens, got neither");
    }
  }
}
