package dev.qudiffuse.web;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springdoc.webmvc.core.providers.SpringWebMvcProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.accept.ApiVersionStrategy;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/**
 * What the OpenAPI description is read off: for a method of a controller, the method of the same
 * name and parameters in the interface that describes the controller.
 *
 * <p>The controllers do not implement those interfaces. Spring looks for annotations of its own in
 * all that a controller implements, and Java then parses every annotation there is, with all within
 * it, at every start, for a description that is seldom asked for.
 */
@Component
@Lazy
final class DescribedHandlers extends SpringWebMvcProvider {

  /** Controllers, and what describes them. */
  static final Map<Class<?>, Class<?>> DESCRIPTIONS =
      Map.of(
          CircuitController.class, CircuitApi.class,
          GenerationController.class, GenerationApi.class,
          ImageInfoController.class, ImageInfoApi.class,
          ModelController.class, ModelApi.class);

  DescribedHandlers(Optional<ApiVersionStrategy> versions) {
    super(versions);
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked"}) // as the library has it
  public Map getHandlerMethods() {
    Map<RequestMappingInfo, HandlerMethod> handlers = super.getHandlerMethods();
    var described = new LinkedHashMap<>(handlers);
    described.replaceAll((mapping, handler) -> describe(handler));
    return described;
  }

  private static HandlerMethod describe(HandlerMethod handler) {
    Class<?> description = DESCRIPTIONS.get(handler.getBeanType());
    if (description == null) {
      return handler; // of a library
    }
    Method method = handler.getMethod();
    Method describing =
        ReflectionUtils.findMethod(description, method.getName(), method.getParameterTypes());
    if (describing == null) {
      throw new IllegalStateException(
          "expected a description of %s in %s, got none".formatted(method, description));
    }
    return new Description(handler.getBean(), describing);
  }

  /** Stands for a handler where it is described. */
  private static final class Description extends HandlerMethod {

    Description(Object controller, Method method) {
      super(controller, method);
    }

    /** What the tag of the operations is at. */
    @Override
    public Class<?> getBeanType() {
      return getMethod().getDeclaringClass();
    }
  }
}
