package dev.qudiffuse.config;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the service's port and that of its management, which has beans of its own, both have. */
@ManagementContextConfiguration(proxyBeanMethods = false)
@Configuration(proxyBeanMethods = false)
class BothPortsConfiguration {

  @Bean
  static UnusedBeans unusedBeans() {
    return new UnusedBeans();
  }

  @Bean
  MessageSource messageSource() {
    return new NoMessages();
  }
}
