package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.support.AutowireCandidateResolver;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.stereotype.Component;

class PreparedBeanFactoryTest {

  @Retention(RetentionPolicy.RUNTIME)
  @interface Marked {}

  @Marked
  @Component
  static class Annotated {}

  static class Inherited extends Annotated {}

  static class Plain {}

  @ConfigurationProperties("sample")
  static class SampleProperties {

    private int size;

    public int getSize() {
      return size;
    }

    public void setSize(int size) {
      this.size = size;
    }
  }

  @Marked
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(SampleProperties.class)
  static class SampleConfiguration {

    @Bean
    Inherited inherited() {
      return new Inherited();
    }

    @Bean
    @Marked
    Plain plain() {
      return new Plain();
    }

    @Bean
    String text(@Value("${sample.text}") String text) {
      return text;
    }
  }

  private final PreparedBeanFactory beans = new PreparedBeanFactory();
  private final GenericApplicationContext context = new GenericApplicationContext(beans);

  @BeforeEach
  void start() {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "sample", Map.of("sample.size", "28", "sample.text", "said", "plain.size", "3")));
    new AnnotatedBeanDefinitionReader(context).register(SampleConfiguration.class, Annotated.class);
    context.refresh();
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void annotationsOfClassesAreSeen() {
    assertThat(beans.findAnnotationOnBean("inherited", Marked.class)).isNotNull();
    assertThat(beans.findAnnotationOnBean("inherited", Component.class)).isNotNull();
    assertThat(beans.findAnnotationOnBean("inherited", Deprecated.class)).isNull();
    assertThat(context.getBeansWithAnnotation(Marked.class).values())
        .hasSize(2)
        .hasOnlyElementsOfTypes(Annotated.class);
  }

  @Test
  void annotationsOfConfigurationsAndOfTheirMethodsAreNot() {
    String configuration = context.getBeanNamesForType(SampleConfiguration.class)[0];

    assertThat(SampleConfiguration.class).hasAnnotation(Marked.class);
    assertThat(beans.findAnnotationOnBean(configuration, Marked.class)).isNull();
    assertThat(beans.findAnnotationOnBean("plain", Marked.class)).isNull();
  }

  @Test
  void settingsAreBound() {
    assertThat(context.getBean(SampleProperties.class).getSize()).isEqualTo(28);
  }

  @Test
  void valuesOfParametersAreSeen() {
    assertThat(context.getBean("text")).isEqualTo("said");
  }

  @Test
  void onlyTheUsualResolverIsReplaced() {
    var extended = new ContextAnnotationAutowireCandidateResolver() {};
    AutowireCandidateResolver other = SimpleAutowireCandidateResolver.INSTANCE;

    assertThat(beans.getAutowireCandidateResolver())
        .isInstanceOf(ContextAnnotationAutowireCandidateResolver.class)
        .isNotExactlyInstanceOf(ContextAnnotationAutowireCandidateResolver.class);
    beans.setAutowireCandidateResolver(extended);
    assertThat(beans.getAutowireCandidateResolver()).isSameAs(extended);
    beans.setAutowireCandidateResolver(other);
    assertThat(beans.getAutowireCandidateResolver()).isSameAs(other);
  }
}
