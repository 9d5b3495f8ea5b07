package gateway;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.caffeine.CaffeineProxyManager;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.cloud.gateway.support.ipresolver.RemoteAddressResolver;
import org.springframework.cloud.gateway.support.ipresolver.XForwardedRemoteAddressResolver;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClient;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/** A gateway in front of QuDiffuse. What it does is in application.yaml. */
@SpringBootApplication
@LoadBalancerClient(name = "digits", configuration = Copies.class)
public class Gateway {

  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

  private static final Set<HttpStatusCode> TURNED_AWAY =
      Set.of(HttpStatus.TOO_MANY_REQUESTS, HttpStatus.SERVICE_UNAVAILABLE);

  /** Starts it. */
  public static void main(String[] arguments) {
    SpringApplication.run(Gateway.class, arguments);
  }

  /** Where the rate limit's buckets are. */
  @Bean
  @SuppressWarnings({"unchecked", "rawtypes"})
  AsyncProxyManager<String> buckets() {
    Caffeine<String, RemoteBucketState> store =
        (Caffeine) Caffeine.newBuilder().maximumSize(100_000);
    return new CaffeineProxyManager<>(store, FORGOTTEN_AFTER).asAsync();
  }

  /** Whose rate is limited: the address, or what the proxies in front of the gateway say of it. */
  @Bean
  KeyResolver client(@Value("${gateway.proxies-in-front}") int proxies) {
    RemoteAddressResolver address =
        proxies == 0
            ? new RemoteAddressResolver() {}
            : XForwardedRemoteAddressResolver.maxTrustedIndex(proxies);
    return exchange -> Mono.just(address.resolve(exchange).getAddress().getHostAddress());
  }

  /**
   * Whom the gateway itself turns away hears when to come back, as from the service; also if there
   * is no service, which would be a 500.
   */
  @Bean
  WebFilter retryAfter() {
    return (exchange, chain) -> {
      ServerHttpResponse response = exchange.getResponse();
      response.beforeCommit(
          () -> {
            if (TURNED_AWAY.contains(response.getStatusCode())
                && !response.getHeaders().containsHeader(HttpHeaders.RETRY_AFTER)) {
              response.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
            }
            return Mono.empty();
          });
      return chain
          .filter(exchange)
          .onErrorMap(
              ConnectException.class,
              e -> new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, null, e));
    };
  }
}
