package dev.qudiffuse.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** What {@code openapi.yaml} promises, as far as tests hold the service to it. */
final class Contract {

  private Contract() {}

  /**
   * An operation.
   *
   * @param path may hold {@code {id}}
   * @param bodies media types of its body; none if it takes none
   * @param answers media types of its answers, by status
   */
  record Operation(
      String method,
      String path,
      List<Parameter> parameters,
      List<String> bodies,
      Map<Integer, Set<String>> answers) {

    List<Parameter> query() {
      return parameters.stream().filter(parameter -> parameter.in().equals("query")).toList();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** A parameter with its JSON schema. */
  record Parameter(String name, String in, boolean required, Map<String, Object> schema) {}

  static List<Operation> operations() throws IOException {
    Map<String, Object> api = new Yaml().load(Files.readString(Path.of("openapi.yaml")));
    List<Operation> operations = new ArrayList<>();
    map(api.get("paths"))
        .forEach(
            (path, methods) ->
                map(methods)
                    .forEach(
                        (method, operation) ->
                            operations.add(operation(method, path, map(operation)))));
    return operations;
  }

  private static Operation operation(String method, String path, Map<String, Object> operation) {
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        path,
        list(operation.getOrDefault("parameters", List.of())).stream()
            .map(Contract::parameter)
            .toList(),
        List.copyOf(content(operation.getOrDefault("requestBody", Map.of()))),
        map(operation.get("responses")).entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> Integer.valueOf(entry.getKey()), entry -> content(entry.getValue()))));
  }

  private static Parameter parameter(Object value) {
    Map<String, Object> parameter = map(value);
    return new Parameter(
        String.valueOf(parameter.get("name")),
        String.valueOf(parameter.get("in")),
        Boolean.TRUE.equals(parameter.get("required")),
        map(parameter.get("schema")));
  }

  private static Set<String> content(Object value) {
    return map(map(value).getOrDefault("content", Map.of())).keySet();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }
}
