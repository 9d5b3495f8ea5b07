package dev.qudiffuse.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out what Spring Boot would set up only because it is in the jar: what belongs to an {@link
 * OptionalPart} that is off, and what this service has no use for. Named in {@code
 * spring.factories}.
 */
final class AutoConfigurationChoice implements AutoConfigurationImportFilter, EnvironmentAware {

  private static final Map<String, OptionalPart> PACKAGES =
      Map.of(
          "org.springframework.boot.security.", OptionalPart.AUTHENTICATION,
          "org.springframework.boot.micrometer.tracing.", OptionalPart.TRACING,
          "org.springframework.boot.opentelemetry.", OptionalPart.TRACING);

  static final Set<String> UNUSED =
      Set.of(
          // a user with a password made up at every start
          "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
          // errors in HTML, or in a form of Spring Boot's own, where all are problem details
          "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration",
          // no aspects, nothing scheduled, no certificates, no sessions, nothing kept on a disk
          "org.springframework.boot.autoconfigure.aop.AopAutoConfiguration",
          "org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration",
          "org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration",
          "org.springframework.boot.micrometer.metrics.autoconfigure.task.TaskExecutorMetricsAutoConfiguration",
          "org.springframework.boot.micrometer.metrics.autoconfigure.ssl.SslMetricsAutoConfiguration",
          "org.springframework.boot.health.autoconfigure.application.SslHealthContributorAutoConfiguration",
          "org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration",
          "org.springframework.boot.health.autoconfigure.application.DiskSpaceHealthContributorAutoConfiguration",
          // Jackson 3 writes the endpoints
          "org.springframework.boot.actuate.autoconfigure.endpoint.jackson.Jackson2EndpointAutoConfiguration");

  private Set<OptionalPart> on = Set.of();

  @Override
  public void setEnvironment(Environment environment) {
    on =
        Arrays.stream(OptionalPart.values())
            .filter(part -> part.isOn(environment))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
    boolean[] wanted = new boolean[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      String candidate = candidates[i];
      wanted[i] = candidate == null || isWanted(candidate);
    }
    return wanted;
  }

  boolean isWanted(String candidate) {
    return !UNUSED.contains(candidate)
        && PACKAGES.entrySet().stream()
            .allMatch(
                entry -> !candidate.startsWith(entry.getKey()) || on.contains(entry.getValue()));
  }
}
