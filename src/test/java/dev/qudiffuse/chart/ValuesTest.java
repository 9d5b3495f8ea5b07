package dev.qudiffuse.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema, {@code values.yaml}, the README and the templates know the same values. What the
 * README says of them is written anew with {@code -Dpin}.
 */
class ValuesTest {

  private static final Path README = Chart.FOLDER.resolve("README.md");
  private static final String BEGIN = "<!-- values: ./mvnw -q test -Dtest=ValuesTest -Dpin -->\n";
  private static final String END = "<!-- end of values -->\n";

  private static final Map<JsonNode, String> RENDERED = new HashMap<>();

  private static final ObjectNode DEFAULTS = Chart.read(Chart.FOLDER.resolve("values.yaml"));

  /**
   * A value.
   *
   * @param path where it is, such as image.tag
   * @param schema what it may be
   */
  record Value(String path, JsonNode schema) {

    String description() {
      return schema.path("description").asString();
    }

    JsonNode example() {
      return schema.path("examples").path(0);
    }

    /** Where it is, as a JSON pointer. */
    String pointer() {
      return "/" + path.replace('.', '/');
    }

    JsonNode standard() {
      return DEFAULTS.at(pointer());
    }

    /** Values that say this one as well. */
    ObjectNode in(JsonNode values) {
      ObjectNode all = (ObjectNode) values.deepCopy();
      ObjectNode parent = all;
      String[] names = path.split("\\.", -1);
      for (int i = 0; i < names.length - 1; i++) {
        parent = parent.withObjectProperty(names[i]);
      }
      parent.set(names[names.length - 1], example());
      return all;
    }

    /** Values that say nothing of this one. */
    ObjectNode removedFrom(JsonNode values) {
      ObjectNode all = (ObjectNode) values.deepCopy();
      if (all.at(pointer().substring(0, pointer().lastIndexOf('/'))) instanceof ObjectNode parent) {
        parent.remove(path.substring(path.lastIndexOf('.') + 1));
      }
      return all;
    }

    @Override
    public String toString() {
      return path;
    }
  }

  /** All of them, in the order of the schema. */
  static List<Value> values() {
    List<Value> values = new ArrayList<>();
    collect("", Schema.read(), values);
    values.removeIf(value -> value.path().equals("global")); // Helm's own
    return values;
  }

  private static void collect(String prefix, JsonNode schema, List<Value> into) {
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String path = prefix + property.getKey();
              if (property.getValue().has("examples") || path.equals("global")) {
                into.add(new Value(path, property.getValue()));
              } else {
                collect(path + ".", property.getValue(), into);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueHasADescriptionADefaultAndAnotherExample(Value value) {
    assertThat(value.description()).endsWith(".").hasSizeGreaterThan(10);
    assertThat(value.standard().isMissingNode()).as("in values.yaml").isFalse();
    assertThat(value.example().isMissingNode()).as("example").isFalse();
    assertThat(value.example()).isNotEqualTo(value.standard());
  }

  @Test
  void nothingElseIsInTheFileOfValues() {
    ObjectNode rest = DEFAULTS.deepCopy();
    for (Value value : values()) {
      rest = value.removedFrom(rest);
    }

    assertThat(leaves(rest)).isEmpty();
  }

  private static Stream<String> leaves(JsonNode node) {
    return node.properties().stream()
        .flatMap(
            property ->
                property.getValue().isObject()
                    ? leaves(property.getValue())
                    : Stream.of(property.getKey()));
  }

  /** Whoever says {@code helm show values} reads the schema's words. */
  @Test
  void theCommentsInTheFileOfValuesAreTheSchemas() throws IOException {
    List<String> comments = new ArrayList<>();
    StringBuilder comment = new StringBuilder();
    for (String line : Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))) {
      if (line.strip().startsWith("#")) {
        comment.append(line.strip().substring(1));
      } else if (!comment.isEmpty()) {
        comments.add(comment.toString().strip());
        comment.setLength(0);
      }
    }

    assertThat(comments.removeFirst()).startsWith("Values of the chart");
    assertThat(comments).containsExactlyElementsOf(Schema.descriptions());
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueChangesSomething(Value value) {
    String group = value.path().split("\\.", -1)[0];
    List<ObjectNode> likelyFirst =
        Chart.valueSets().stream()
            .map(Chart::values)
            .sorted(Comparator.comparing(set -> !set.has(group)))
            .toList();

    assertThat(likelyFirst.stream().anyMatch(set -> changes(set, value)))
        .as("whether it makes a difference in any of the sets")
        .isTrue();
  }

  /** Whether what is made of a set differs with another value. */
  private static boolean changes(ObjectNode set, Value value) {
    String changed = rendered(value.in(set));
    String without = rendered(value.removedFrom(set));
    return !changed.isEmpty()
        && !changed.equals(without.isEmpty() ? rendered(set) : without); // it may be needed
  }

  /** What the chart makes of values; nothing if it refuses them. */
  private static String rendered(ObjectNode values) {
    return RENDERED.computeIfAbsent(
        values,
        key -> {
          try {
            return Chart.render(key).text();
          } catch (IllegalStateException e) {
            return "";
          }
        });
  }

  @Test
  void theReadmeSaysWhatTheSchemaSays() throws IOException {
    String readme = Files.readString(README);
    String table = values().stream().map(ValuesTest::row).collect(Collectors.joining());
    String head = "| value | what it says | when absent |\n|---|---|---|\n";
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    String expected =
        readme.substring(0, begin) + head + table + readme.substring(readme.indexOf(END));

    if (System.getProperty("pin") != null) {
      Files.writeString(README, expected);
    }
    assertThat(README).hasContent(expected);
  }

  private static String row(Value value) {
    return "| `%s` | %s%s | `%s` |\n"
        .formatted(value.path(), value.description(), allowed(value), value.standard());
  }

  private static String allowed(Value value) {
    JsonNode constants = value.schema().path("enum");
    if (!constants.isArray()) {
      return "";
    }
    return constants
        .valueStream()
        .map(JsonNode::toString)
        .collect(Collectors.joining("`, `", " One of `", "`."));
  }

  /** The schema as it is in the chart. */
  private static final class Schema {

    static JsonNode read() {
      return JsonMapper.shared().readTree(Chart.FOLDER.resolve("values.schema.json"));
    }

    /** What it says of groups and of values. */
    static List<String> descriptions() {
      List<String> found = new ArrayList<>();
      collect(read(), found);
      return found;
    }

    private static void collect(JsonNode schema, List<String> into) {
      schema
          .path("properties")
          .properties()
          .forEach(
              property -> {
                if (!property.getKey().equals("global")) {
                  into.add(property.getValue().path("description").asString());
                }
                if (!property.getValue().has("examples")) {
                  collect(property.getValue(), into);
                }
              });
    }
  }
}
