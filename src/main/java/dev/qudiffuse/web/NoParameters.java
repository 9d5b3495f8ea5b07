package dev.qudiffuse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Marks an operation that has no parameters in its query, so that any there is are refused. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface NoParameters {

  /** Refuses them. */
  @Component
  final class Check implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
      registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      if (handler instanceof HandlerMethod method
          && method.hasMethodAnnotation(NoParameters.class)
          && request.getQueryString() != null) {
        ParameterValues.requireKnown(request.getParameterMap().keySet(), List.of());
      }
      return true;
    }
  }
}
