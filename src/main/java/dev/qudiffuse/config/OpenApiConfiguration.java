package dev.qudiffuse.config;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexPageTransformer;
import org.springdoc.webmvc.ui.SwaggerIndexTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.function.SingletonSupplier;

/** The head of the service's OpenAPI description; the rest is read off the controllers. */
@Configuration(proxyBeanMethods = false)
@Lazy
class OpenApiConfiguration {

  private static final Set<String> NULL = Set.of("null");

  /** The library makes its part of the beans when the description is first asked for. */
  @Bean
  static BeanFactoryPostProcessor describeWhenAsked() {
    return beans -> {
      for (String name : beans.getBeanDefinitionNames()) {
        BeanDefinition bean = beans.getBeanDefinition(name);
        if (isOfLibrary(bean.getFactoryBeanName()) || isOfLibrary(bean.getBeanClassName())) {
          bean.setLazyInit(true);
        }
      }
    };
  }

  private static boolean isOfLibrary(@Nullable String name) {
    return name != null && name.startsWith("org.springdoc.");
  }

  /**
   * The library's own, from when a page of Swagger UI is first asked for. What serves those pages
   * holds it from the start, and it holds mappers of the older Jackson, which take long to make.
   */
  @Bean
  SwaggerIndexTransformer swaggerUiPages(
      SwaggerUiConfigProperties properties,
      SwaggerUiOAuthProperties oauth,
      ObjectProvider<SwaggerWelcomeCommon> welcome,
      ObjectProvider<ObjectMapperProvider> mappers) {
    var pages =
        SingletonSupplier.of(
            () ->
                new SwaggerIndexPageTransformer(
                    properties, oauth, welcome.getObject(), mappers.getObject()));
    return (request, page, others) -> pages.obtain().transform(request, page, others);
  }

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("QuDiffuse")
                .version("1")
                .description(
                    "Draws handwritten digits with a hybrid quantum-classical diffusion model.")
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")));
  }

  /**
   * What a request must have, so that Swagger UI and generated clients can send it; either will do.
   */
  @Bean
  @Conditional(OptionalPart.Authentication.class)
  GlobalOpenApiCustomizer credentials() {
    var key =
        new SecurityScheme()
            .type(SecurityScheme.Type.APIKEY)
            .in(SecurityScheme.In.HEADER)
            .name(SecurityConfiguration.API_KEY_HEADER);
    var bearer = new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer");
    return api ->
        api.schemaRequirement("key", key)
            .schemaRequirement("bearer", bearer)
            .addSecurityItem(new SecurityRequirement().addList("key"))
            .addSecurityItem(new SecurityRequirement().addList("bearer"));
  }

  /**
   * Says of an object that may be null that it may. The library writes a reference and beside it
   * the type null, and nothing is both.
   */
  @Bean
  GlobalOpenApiCustomizer nullableReferences() {
    return api ->
        api.getComponents()
            .getSchemas()
            .values()
            .forEach(schema -> replaceNullableReferences(schema));
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // as the library has it
  private static void replaceNullableReferences(Schema schema) {
    Map<String, Schema> properties = schema.getProperties();
    if (properties != null) {
      properties.replaceAll(
          (name, property) ->
              property.get$ref() != null && NULL.equals(property.getTypes())
                  ? new Schema<>()
                      .anyOf(
                          List.of(
                              new Schema<>().$ref(property.get$ref()), new Schema<>().types(NULL)))
                      .description(property.getDescription())
                  : property);
    }
  }
}
