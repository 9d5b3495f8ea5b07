package dev.qudiffuse.web.server;

import dev.qudiffuse.io.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Has browsers ask each time whether a file of the page, or of Swagger UI, is still the one that
 * they keep, and tells by its content. Not by its time: in a reproducible build that is the same in
 * every release, and a browser would keep the page of the last one.
 *
 * <p>It is the handlers that are changed, since Swagger UI's are not made from Spring Boot's
 * settings for files. A file is hashed when it is asked for, so that the start need not wait.
 */
final class FileValidation implements BeanPostProcessor {

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof SimpleUrlHandlerMapping mapping) {
      mapping.getUrlMap().values().stream()
          .filter(ResourceHttpRequestHandler.class::isInstance)
          .map(ResourceHttpRequestHandler.class::cast)
          .forEach(FileValidation::validateByContent);
    }
    return bean;
  }

  private static void validateByContent(ResourceHttpRequestHandler files) {
    files.setUseLastModified(false);
    files.setEtagGenerator(FileValidation::sha256);
    files.setCacheControl(CacheControl.noCache());
  }

  private static String sha256(Resource file) {
    try {
      return Sha256.hex(file.getContentAsByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
