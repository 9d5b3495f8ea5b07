package dev.qudiffuse.chart;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The chart in the sources, run through Helm itself, without a cluster. The release is called
 * {@value #RELEASE}, in the namespace {@value #NAMESPACE}.
 */
public final class Chart {

  /** Where the chart is. */
  public static final Path FOLDER = Path.of("helm/qudiffuse");

  /** The oldest Kubernetes that the chart is for, and a recent one. */
  static final List<String> KUBERNETES = List.of("1.30.0", "1.37.0");

  static final String NEWEST = KUBERNETES.getLast();
  static final String RELEASE = "digits";
  static final String NAMESPACE = "drawing";

  /** What the chart calls the service then. */
  static final String NAME = RELEASE + "-qudiffuse";

  private static final Path WITHOUT_HOOKS = copyWithoutHooks();

  private Chart() {}

  /** Helm does not show what it makes for {@code helm test}; in this copy that is as all else. */
  private static Path copyWithoutHooks() {
    try {
      Path copy =
          Files.createTempDirectory(Path.of("target"), "chart").resolve(FOLDER.getFileName());
      try (Stream<Path> files = Files.walk(FOLDER)) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          Path target = copy.resolve(FOLDER.relativize(file));
          Files.createDirectories(target.getParent());
          Files.writeString(target, Files.readString(file).replace("helm.sh/hook: test", ""));
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the chart makes of values, on a recent Kubernetes. */
  public static Manifests render(JsonNode values) {
    return render(values, NEWEST);
  }

  /**
   * What the chart makes of values.
   *
   * @throws IllegalStateException if Helm refuses them, with what it says
   */
  static Manifests render(JsonNode values, String kubernetes) {
    return withFile(
        values,
        file ->
            new Manifests(
                new Helm(WITHOUT_HOOKS)
                    .template()
                    .withName(RELEASE)
                    .withNamespace(NAMESPACE)
                    .withKubeVersion(kubernetes)
                    .withValuesFile(file)
                    .call()));
  }

  /** What Helm says after it has installed the chart. */
  static String notes(JsonNode values) {
    String output =
        withFile(
            values,
            file ->
                new Helm(FOLDER)
                    .install()
                    .withName(RELEASE)
                    .withNamespace(NAMESPACE)
                    .withKubeVersion(NEWEST)
                    .clientOnly()
                    .withDryRunOption(DryRun.CLIENT)
                    .withValuesFile(file)
                    .call()
                    .getOutput());
    return output.substring(output.indexOf("NOTES:"));
  }

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }

  /** Values that are tried: those of {@code ci/NAME-values.yaml}. */
  public static ObjectNode values(String name) {
    return read(FOLDER.resolve("ci").resolve(name + "-values.yaml"));
  }

  /** Names of all the values that are tried. */
  static List<String> valueSets() {
    try (var files = Files.newDirectoryStream(FOLDER.resolve("ci"), "*-values.yaml")) {
      return StreamSupport.stream(files.spliterator(), false)
          .map(file -> file.getFileName().toString().replace("-values.yaml", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode read(Path yaml) {
    try {
      return yaml(Files.readString(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object in YAML. */
  public static ObjectNode yaml(String text) {
    return documents(text).getFirst();
  }

  /** Objects in YAML. Refuses a key that comes twice, of which Helm would take the last. */
  static List<ObjectNode> documents(String text) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Iterable<Object> documents = new Yaml(new SafeConstructor(options)).loadAll(text);
    return StreamSupport.stream(documents.spliterator(), false)
        .filter(Objects::nonNull)
        .map(document -> JsonMapper.shared().<ObjectNode>valueToTree((Map<?, ?>) document))
        .toList();
  }

  private interface Use<T> {
    T of(Path values);
  }

  /** JSON is YAML, too. */
  private static <T> T withFile(JsonNode values, Use<T> use) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        Files.writeString(file, values.toString());
        return use.of(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
