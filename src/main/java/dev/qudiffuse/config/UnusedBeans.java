package dev.qudiffuse.config;

import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;

/**
 * Leaves out single beans that Spring or a library always has and that do nothing here, but look at
 * all others at every start. {@link AutoConfigurationChoice} leaves out whole groups.
 */
public final class UnusedBeans implements BeanDefinitionRegistryPostProcessor {

  /** By the names that Spring gives them. */
  public static final Set<String> NAMES =
      Set.of(
          // events have listeners that are beans, and none that are annotated methods
          "org.springframework.context.event.internalEventListenerProcessor",
          "org.springframework.context.event.internalEventListenerFactory",
          // but for these, which warn that there is a description
          "springDocAppInitializer",
          "springDocSwaggerInitializer",
          // JSON is of records as they are
          "jsonComponentModule",
          "jacksonMixinModule",
          "jacksonMixinModuleEntries");

  private static final Logger LOG = LoggerFactory.getLogger(UnusedBeans.class);

  /** Has nothing to do where the build has prepared the definitions of the beans. */
  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    for (String name : NAMES) {
      if (registry.containsBeanDefinition(name)) {
        registry.removeBeanDefinition(name);
        LOG.debug("Left out: {}", name);
      }
    }
  }
}
