package dev.qudiffuse.config;

import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.AutowireCandidateResolver;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.ApplicationContextFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindingPostProcessor;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Makes {@link PreparedBeans} without reading again what the build has read. To learn whether a
 * bean has some annotation, Java parses all that its class has, and Spring looks at those of the
 * method that makes it, too. On a configuration and on its methods these are conditions, dozens of
 * kinds of them, which name further classes, and all was decided at build time. Read here are
 * annotations of all other classes, and of parameters.
 *
 * <p>It is as safe for threads as what it extends.
 */
final class PreparedBeanFactory extends DefaultListableBeanFactory {

  /**
   * Gives one to the context of each port, where beans are prepared. Named in {@code
   * spring.factories}; first, before what gives the usual ones.
   */
  static final class OfContexts implements ApplicationContextFactory, PriorityOrdered {

    @Override
    public @Nullable ConfigurableApplicationContext create(@Nullable WebApplicationType type) {
      return type == WebApplicationType.SERVLET && AotDetector.useGeneratedArtifacts()
          ? new ServletWebServerApplicationContext(new PreparedBeanFactory())
          : null;
    }

    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }
  }

  /** One of the bean's class, and not of the method that makes it. */
  @Override
  public <A extends Annotation> @Nullable A findAnnotationOnBean(
      String beanName, Class<A> annotationType, boolean allowFactoryBeanInit) {
    Class<?> type = getType(beanName, allowFactoryBeanInit);
    return type == null || isConfiguration(type)
        ? null
        : AnnotationUtils.findAnnotation(type, annotationType);
  }

  private static boolean isConfiguration(Class<?> type) {
    return type.getSimpleName().contains("Configuration");
  }

  /** Settings go into beans that are called so, and the others need not be asked. */
  @Override
  public Object applyBeanPostProcessorsBeforeInitialization(Object existingBean, String beanName) {
    boolean settings = existingBean.getClass().getName().endsWith("Properties");
    Object bean = existingBean;
    for (BeanPostProcessor processor : getBeanPostProcessors()) {
      if (settings || !(processor instanceof ConfigurationPropertiesBindingPostProcessor)) {
        Object processed = processor.postProcessBeforeInitialization(bean, beanName);
        if (processed == null) {
          return bean;
        }
        bean = processed;
      }
    }
    return bean;
  }

  /** In the place of the usual one, which the prepared definitions begin with. */
  @Override
  public void setAutowireCandidateResolver(AutowireCandidateResolver resolver) {
    super.setAutowireCandidateResolver(
        resolver.getClass() == ContextAnnotationAutowireCandidateResolver.class
            ? new ValueOfParameter()
            : resolver);
  }

  /** A value is said of a parameter or a field, and not of the whole method. */
  private static final class ValueOfParameter extends ContextAnnotationAutowireCandidateResolver {

    @Override
    public @Nullable Object getSuggestedValue(DependencyDescriptor descriptor) {
      return findValue(descriptor.getAnnotations());
    }
  }
}
