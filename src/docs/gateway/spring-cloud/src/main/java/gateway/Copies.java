package gateway;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_LOADBALANCER_RESPONSE_ATTR;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.RequestDataContext;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.loadbalancer.core.DelegatingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/** Which copies of the service a request may go to. */
class Copies {

  @Bean
  ServiceInstanceListSupplier copiesToChooseFrom(ConfigurableApplicationContext context) {
    ServiceInstanceListSupplier all =
        ServiceInstanceListSupplier.builder().withDiscoveryClient().build(context);
    return ServiceInstanceListSupplier.builder()
        .withBase(all)
        .withHealthChecks(WebClient.create())
        .with((unused, ready) -> new Choice(ready, all))
        .build(context);
  }

  /**
   * Those that are ready, or all if none is; of them not the one that has just failed the request,
   * if there is another. The load balancer counts all requests together, so under load the next
   * turn may well be the same copy's.
   */
  private static final class Choice extends DelegatingServiceInstanceListSupplier {

    private final ServiceInstanceListSupplier all;

    Choice(ServiceInstanceListSupplier ready, ServiceInstanceListSupplier all) {
      super(ready);
      this.all = all;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
      return delegate.get();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Flux<List<ServiceInstance>> get(Request request) {
      Optional<URI> failed = lastChoice(request);
      return delegate
          .get(request)
          .flatMap(ready -> ready.isEmpty() ? all.get(request) : Flux.just(ready))
          .map(copies -> without(failed, copies));
    }

    private static List<ServiceInstance> without(
        Optional<URI> failed, List<ServiceInstance> copies) {
      List<ServiceInstance> others =
          copies.stream().filter(copy -> !failed.equals(Optional.of(copy.getUri()))).toList();
      return others.isEmpty() ? copies : others;
    }

    private static Optional<URI> lastChoice(Request<?> request) {
      return request.getContext() instanceof RequestDataContext context
              && context.getClientRequest().getAttributes().get(GATEWAY_LOADBALANCER_RESPONSE_ATTR)
                  instanceof Response<?> choice
              && choice.getServer() instanceof ServiceInstance copy
          ? Optional.of(copy.getUri())
          : Optional.empty();
    }
  }
}
