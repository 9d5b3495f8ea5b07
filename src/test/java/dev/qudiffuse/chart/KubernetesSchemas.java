package dev.qudiffuse.chart;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a version of Kubernetes, and the operators beside it, let be in an object. No field is let
 * in that has no name there.
 */
final class KubernetesSchemas {

  private final Map<String, Schema> schemaOfKind = new HashMap<>();

  /** Schemas of a version such as 1.30.0. */
  KubernetesSchemas(String version) {
    add("kubernetes-" + version.substring(0, version.lastIndexOf('.')) + ".json");
    add("custom-resources.json");
  }

  private void add(String file) {
    ObjectNode document = read("/kubernetes/" + file);
    JsonNode kinds = document.remove("kinds");
    String iri = "urn:kubernetes:" + file;
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(iri, document.toString())));
    kinds
        .properties()
        .forEach(
            kind ->
                schemaOfKind.put(
                    kind.getKey(),
                    registry.getSchema(
                        SchemaLocation.of(iri + "#/$defs/" + kind.getValue().asString()))));
  }

  /** What is wrong with an object. */
  List<String> problems(JsonNode object) {
    String kind = object.path("apiVersion").asString() + " " + object.path("kind").asString();
    Schema schema = schemaOfKind.get(kind);
    return schema == null
        ? List.of("expected one of %s, got %s".formatted(schemaOfKind.keySet(), kind))
        : schema.validate(object).stream().map(Error::toString).toList();
  }

  private static ObjectNode read(String resource) {
    try (InputStream in = KubernetesSchemas.class.getResourceAsStream(resource)) {
      return (ObjectNode) JsonMapper.shared().readTree(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
