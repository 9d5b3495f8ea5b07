package dev.qudiffuse.chart;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The objects that Helm has made, and how it wrote them. */
public record Manifests(String text, List<ObjectNode> all) {

  Manifests(String text) {
    this(text, Chart.documents(text));
  }

  /** The one object of its kind. */
  public JsonNode one(String kind) {
    return one(kind, "");
  }

  /** The one object of its kind whose name is the service's with this behind it. */
  JsonNode one(String kind, String suffix) {
    List<ObjectNode> found =
        all.stream()
            .filter(object -> kind.equals(object.path("kind").asString()))
            .filter(object -> nameOf(object).equals(Chart.NAME + suffix))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError("expected one %s%s, got %s".formatted(kind, suffix, found));
    }
    return found.getFirst();
  }

  Stream<ObjectNode> ofKind(String kind) {
    return all.stream().filter(object -> kind.equals(object.path("kind").asString()));
  }

  /** What pods are made from, each with what makes them: a pod itself, or a template of pods. */
  Stream<Pod> pods() {
    return all.stream()
        .flatMap(
            object -> {
              JsonNode spec =
                  object.path("kind").asString().equals("Pod")
                      ? object.path("spec")
                      : object.at("/spec/template/spec");
              return spec.isObject() ? Stream.of(new Pod(object, spec)) : Stream.of();
            });
  }

  static String nameOf(JsonNode object) {
    return object.at("/metadata/name").asString();
  }

  /**
   * A pod.
   *
   * @param object what Kubernetes is told to make
   * @param spec what a pod of it is like
   */
  record Pod(JsonNode object, JsonNode spec) {

    Stream<JsonNode> containers() {
      return Stream.of("containers", "initContainers")
          .flatMap(list -> spec.path(list).valueStream());
    }

    @Override
    public String toString() {
      return object.path("kind").asString() + " " + nameOf(object);
    }
  }
}
