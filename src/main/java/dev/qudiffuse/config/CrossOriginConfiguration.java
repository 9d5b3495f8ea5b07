package dev.qudiffuse.config;

import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;

/** Lets pages of other sites in, where a setting names some. */
@Configuration(proxyBeanMethods = false)
class CrossOriginConfiguration {

  /**
   * Before whoever has no key is turned away: a browser asks without. Tomcat makes its filters
   * itself, and would complain of a setting that is wrong; so none is looked at until later.
   */
  @Bean
  FilterRegistrationBean<CrossOriginFilter> crossOriginFilter(
      ObjectProvider<QuDiffuseProperties> properties) {
    Supplier<AllowedOrigins> allowed =
        SingletonSupplier.of(() -> new AllowedOrigins(properties.getObject().allowedOrigins()));
    var registration = new FilterRegistrationBean<>(new CrossOriginFilter(allowed));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }
}
