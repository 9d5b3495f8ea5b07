package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the compiler would check if the controllers implemented what describes them. */
class DescribedHandlersTest {

  @Test
  void everyControllerIsDescribed() {
    var controllers =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackagesOf(DescribedHandlers.class)
                .stream()
                .filter(type -> type.isAnnotatedWith(RestController.class))
                .map(type -> (Class<?>) type.reflect())
                .collect(Collectors.toSet());

    assertThat(DescribedHandlers.DESCRIPTIONS.keySet()).isEqualTo(controllers);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyHandlerIsDescribedAndNothingElse(Map.Entry<Class<?>, Class<?>> pair) {
    var handlers =
        Arrays.stream(pair.getKey().getDeclaredMethods())
            .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
            .map(DescribedHandlersTest::signature)
            .toList();

    assertThat(handlers).isNotEmpty();
    assertThat(pair.getValue().getDeclaredMethods())
        .extracting(DescribedHandlersTest::signature)
        .containsExactlyInAnyOrderElementsOf(handlers);
  }

  /** Otherwise Java parses the whole description whenever the service starts. */
  @ParameterizedTest
  @MethodSource("pairs")
  void aStartDoesNotMeetTheDescription(Map.Entry<Class<?>, Class<?>> pair) {
    assertThat(pair.getKey().getInterfaces()).doesNotContain(pair.getValue());
    assertThat(pair.getKey().getDeclaredMethods())
        .flatExtracting(method -> Arrays.asList(method.getDeclaredAnnotations()))
        .extracting(annotation -> annotation.annotationType().getName())
        .noneMatch(name -> name.startsWith("io.swagger."));
  }

  static Collection<Map.Entry<Class<?>, Class<?>>> pairs() {
    return Set.copyOf(DescribedHandlers.DESCRIPTIONS.entrySet());
  }

  private static String signature(Method method) {
    return "%s %s%s"
        .formatted(
            method.getGenericReturnType().getTypeName(),
            method.getName(),
            Arrays.toString(method.getGenericParameterTypes()));
  }
}
