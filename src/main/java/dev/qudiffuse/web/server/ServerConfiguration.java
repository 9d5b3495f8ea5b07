package dev.qudiffuse.web.server;

import java.time.Duration;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.validation.Validator;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Puts in place what stands around requests. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

  /** How long the longest body may take, on a slow line. */
  private static final Duration PATIENCE_WITH_BODIES = Duration.ofSeconds(30);

  @Bean
  FilterRegistrationBean<ForwardedPrefixFilter> forwardedPrefixFilter() {
    var registration = new FilterRegistrationBean<>(new ForwardedPrefixFilter());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  FilterRegistrationBean<LastAnswerFilter> lastAnswerFilter(ApplicationAvailability availability) {
    var registration = new FilterRegistrationBean<>(new LastAnswerFilter(availability));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  FilterRegistrationBean<OptionsFilter> optionsFilter() {
    return new FilterRegistrationBean<>(new OptionsFilter());
  }

  /** After whoever is not allowed in has been turned away. */
  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter() {
    return new FilterRegistrationBean<>(new BodyLimitFilter(PATIENCE_WITH_BODIES));
  }

  @Bean
  static FileValidation fileValidation() {
    return new FileValidation();
  }

  /** Else Bean Validation is set up at every start, and nothing here is annotated for it. */
  @Bean
  WebMvcConfigurer withoutBeanValidation() {
    return new WebMvcConfigurer() {
      @Override
      public Validator getValidator() {
        return Validator.forInstanceOf(Void.class, (nothing, errors) -> {});
      }
    };
  }

  /**
   * Bodies are bytes, text and JSON. Else Spring makes whatever the libraries here could write at
   * every start, XML and YAML among it, and a mapper of the older Jackson for these.
   */
  @Bean
  ServerHttpMessageConvertersCustomizer formsOfBodies() {
    return converters ->
        converters
            .disableDefaults()
            .addCustomConverter(new ByteArrayHttpMessageConverter())
            .addCustomConverter(new ResourceHttpMessageConverter());
  }

  /**
   * Handlers are the service's own and no configurations: to look at another bean reads all its
   * annotations.
   */
  @Bean
  static WebMvcRegistrations handlers() {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new RequestMappingHandlerMapping() {
          @Override
          protected boolean isHandler(Class<?> beanType) {
            return beanType.getName().startsWith("dev.qudiffuse.")
                && !beanType.getSimpleName().contains("Configuration")
                && super.isHandler(beanType);
          }
        };
      }
    };
  }

  /** Both for the service's port and for that of its management. */
  @ManagementContextConfiguration(proxyBeanMethods = false)
  @Configuration(proxyBeanMethods = false)
  static class Valves {

    /** Late, so that the valve of forwarded headers goes before. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> valves() {
      return new ValveCustomizer();
    }
  }

  private static final class ValveCustomizer
      implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
      factory.addEngineValves(new SecurityHeadersValve());
      factory.addContextCustomizers(
          context -> {
            if (context.getParent() instanceof StandardHost host) {
              host.setErrorReportValveClass(""); // in the place of Tomcat's, which writes HTML
              host.getPipeline().addValve(new ProblemReportValve());
            }
            context.setManager(new NoSessions());
            context.setLoginConfig(new LoginConfig()); // else a valve that lets everybody in
          });
    }

    @Override
    public int getOrder() {
      return Ordered.LOWEST_PRECEDENCE;
    }
  }
}
