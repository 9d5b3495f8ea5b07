package dev.qudiffuse.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Finds springdoc's handlers, of the OpenAPI description and of the way to Swagger UI, but looks
 * for them when one is first asked for. Their annotations are those that a description is made of,
 * forty kinds within each other, and to understand them takes long at a start. Thread-safe.
 */
@Component
final class DescriptionMapping implements HandlerMapping, Ordered {

  private final String description;
  private final String page;
  private final SingletonSupplier<RequestMappingHandlerMapping> handlers;

  DescriptionMapping(
      ApplicationContext context,
      @Value("${springdoc.api-docs.path}") String description,
      @Value("${springdoc.swagger-ui.path}") String page) {
    this.description = description;
    this.page = page;
    this.handlers = SingletonSupplier.of(() -> find(context));
  }

  private static RequestMappingHandlerMapping find(ApplicationContext context) {
    var mapping =
        new RequestMappingHandlerMapping() {
          @Override
          protected boolean isHandler(Class<?> type) {
            return type.getName().startsWith("org.springdoc.") && super.isHandler(type);
          }
        };
    return (RequestMappingHandlerMapping)
        context
            .getAutowireCapableBeanFactory()
            .initializeBean(mapping, DescriptionMapping.class.getName());
  }

  @Override
  public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) throws Exception {
    String path =
        ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication().value();
    return path.startsWith(description) || path.equals(page)
        ? handlers.obtain().getHandler(request)
        : null;
  }

  /** So that a request's path has been parsed. */
  @Override
  public boolean usesPathPatterns() {
    return true;
  }

  /** After the service's own handlers, before its files. */
  @Override
  public int getOrder() {
    return 1;
  }
}
