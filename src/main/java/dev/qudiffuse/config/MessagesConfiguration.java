package dev.qudiffuse.config;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Both for the service's port and for that of its management. */
@ManagementContextConfiguration(proxyBeanMethods = false)
@Configuration(proxyBeanMethods = false)
class MessagesConfiguration {

  @Bean
  MessageSource messageSource() {
    return new NoMessages();
  }
}
