package dev.qudiffuse.config;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Lets pages of other sites in, where a setting names some. */
@Configuration(proxyBeanMethods = false)
class CrossOriginConfiguration {

  /** Before whoever has no key is turned away: a browser asks without. */
  @Bean
  FilterRegistrationBean<CrossOriginFilter> crossOriginFilter(QuDiffuseProperties properties) {
    var allowed = new AllowedOrigins(properties.allowedOrigins());
    var registration = new FilterRegistrationBean<>(new CrossOriginFilter(allowed));
    registration.setEnabled(!allowed.origins().isEmpty());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }
}
