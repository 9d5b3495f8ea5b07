package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.chart.Chart;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** What the chart sets when nothing is said is what the service does when nothing is said. */
class ChartSettingsTest {

  @Test
  void theChartsDefaultsAreTheServices() throws Exception {
    String yaml =
        Chart.render(Chart.values("default"))
            .one("ConfigMap")
            .at("/data/application.yaml")
            .asString();
    List<PropertySource<?>> sources =
        new YamlPropertySourceLoader()
            .load("chart", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
    QuDiffuseProperties chart = bind(sources);
    QuDiffuseProperties service = bind(List.of());

    assertThat(chart.model()).isEqualTo(service.model());
    assertThat(chart.threads()).isEqualTo(service.threads());
    assertThat(chart.limits()).isEqualTo(service.limits());
    assertThat(chart.warmUp()).isEqualTo(service.warmUp());
    assertThat(chart.generationDefaults()).isEqualTo(service.generationDefaults());

    var environment = new StandardEnvironment();
    sources.forEach(environment.getPropertySources()::addFirst);
    UnknownSettings.refuse(environment);
  }

  private static QuDiffuseProperties bind(List<PropertySource<?>> sources) {
    return new Binder(ConfigurationPropertySources.from(sources))
        .bindOrCreate("qudiffuse", QuDiffuseProperties.class);
  }
}
