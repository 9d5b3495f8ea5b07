package dev.qudiffuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What the Dockerfile repeats of other files is what they say. That it builds and runs is for
 * {@code src/build/container-test.sh} to try.
 */
class DockerfileTest {

  private static final Path OPTIONS = Path.of("src/main/jvm/serve.options");
  private static final String SCALAR_KERNELS = "-Dqudiffuse.kernels=scalar";

  private static final Element POM = pom();

  private static Element pom() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(Path.of("pom.xml").toFile())
          .getDocumentElement();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What an element of the project has to say; elements that lie within others are named, too. */
  private static String pom(String... path) {
    Node element = POM;
    for (String name : path) {
      Node child = element.getFirstChild();
      while (!child.getNodeName().equals(name)) {
        child = Objects.requireNonNull(child.getNextSibling(), name);
      }
      element = child;
    }
    return element.getTextContent();
  }

  @Test
  void theServiceRunsWithTheSameOptionsOutsideOfTheImage() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml"))).contains("<jvmArguments>@" + OPTIONS + " ");
  }

  @Test
  void javaIsTheFirstProcessAndRunsTheJar() {
    List<String> entrypoint = Dockerfile.only("ENTRYPOINT").words();

    assertThat(entrypoint.getFirst()).isEqualTo("java");
    assertThat(entrypoint)
        .contains("@/app/" + OPTIONS.getFileName())
        .endsWith("-jar", "/app/" + pom("build", "finalName") + ".jar");
    assertThat(Dockerfile.lastStage()).noneMatch(line -> line.name().equals("CMD"));
  }

  @Test
  void theCacheIsMadeByTheCommandThatUsesIt() {
    List<String> entrypoint = Dockerfile.only("ENTRYPOINT").words();
    String cache = valueOf("-XX:AOTCache=", entrypoint);
    Dockerfile.Instruction made =
        Dockerfile.all("RUN").stream()
            .filter(line -> line.text().contains("AotCache.java"))
            .findFirst()
            .orElseThrow();
    List<String> command = Arrays.asList(made.text().split(" +"));
    List<String> training = command.subList(command.indexOf("/opt/jre/bin/java"), command.size());

    assertThat(command).containsSequence("src/build/AotCache.java", cache);
    assertThat(valueOf("-XX:AOTCacheOutput=", training)).isEqualTo(cache);
    assertThat(withoutTuning(training)).isEqualTo(withoutTuning(entrypoint));
    assertThat(training).as("classes of a module that comes later").contains(SCALAR_KERNELS);
    assertThat(training).as("profiles").contains("-XX:-AOTRecordTraining");
    assertThat(Dockerfile.only("ENV").text()).startsWith("PATH=/opt/jre/bin:");
    assertThat(Dockerfile.lastStage())
        .contains(new Dockerfile.Instruction("COPY", "--from=build " + cache + " ./"));
  }

  private static String valueOf(String option, List<String> command) {
    return command.stream()
        .filter(word -> word.startsWith(option))
        .map(word -> word.substring(option.length()))
        .findFirst()
        .orElseThrow();
  }

  /** The command's arguments without those that change nothing about the class path. */
  private static List<String> withoutTuning(List<String> command) {
    return command.stream()
        .skip(1)
        .filter(word -> !word.startsWith("-XX:") && !word.equals(SCALAR_KERNELS))
        .toList();
  }

  /** Nobody gives {@code java -jar} the flag that it would need without. */
  @Test
  void theJarMayLoadTheVectorModule() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<Add-Exports>java.base/jdk.internal.module</Add-Exports>");
    assertThat(Files.readString(OPTIONS)).doesNotContain("--add-modules");
  }

  @Test
  void theUserHasANumberAndIsNotRoot() {
    assertThat(Dockerfile.only("USER").text()).isEqualTo("10001:10001");
  }

  @Test
  void thePortsAreThoseOfTheService() throws IOException {
    assertThat(Dockerfile.only("EXPOSE").text())
        .isEqualTo("8080 " + ShippedSettings.get("management.server.port"));
    assertThat(Dockerfile.only("HEALTHCHECK").text())
        .contains("/dev/tcp/127.0.0.1/${SERVER_PORT:-8080}");
  }

  @Test
  void theLabelsSayWhatTheProjectSays() {
    String labels = Dockerfile.only("LABEL").text();

    assertThat(labels)
        .contains("image.title=\"" + pom("name") + "\"")
        .contains("image.description=\"" + pom("description") + "\"")
        .contains("image.licenses=\"" + pom("licenses", "license", "name") + "\"")
        .contains("image.version=\"${VERSION}\"")
        .contains("image.revision=\"${REVISION}\"")
        .contains("image.source=\"${SOURCE}\"");
    assertThat(Dockerfile.lastStage())
        .contains(new Dockerfile.Instruction("ARG", "VERSION=" + pom("version")));
  }

  @Test
  void theBaseImagesCanBeChosenAndAreOfOneRelease() {
    assertThat(Dockerfile.all("FROM").stream().map(Dockerfile.Instruction::text))
        .containsExactly("${JDK_IMAGE} AS build", "${BASE_IMAGE}");
    assertThat(Dockerfile.all("ARG").stream().map(Dockerfile.Instruction::text))
        .filteredOn(argument -> argument.contains("_IMAGE="))
        .hasSize(2)
        .allMatch(argument -> argument.matches("[A-Z_]+=docker\\.io/library/[a-z-]+:\\d.*"))
        .anyMatch(argument -> argument.contains(":" + pom("properties", "java.version") + "-jdk"));
  }

  @Test
  void whatIsCopiedIsThereAndNotIgnored() throws IOException {
    List<String> kept =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    List<String> copied =
        Dockerfile.all("COPY").stream()
            .filter(line -> !line.text().startsWith("--from"))
            .map(line -> line.text().split(" "))
            .flatMap(words -> Arrays.stream(words, 0, words.length - 1))
            .toList();

    assertThat(Files.readAllLines(Path.of(".dockerignore"))).contains("*");
    assertThat(kept).allSatisfy(path -> assertThat(Path.of(path)).exists());
    assertThat(copied)
        .contains("pom.xml", "LICENSE")
        .allSatisfy(
            path -> {
              assertThat(Path.of(path)).exists();
              assertThat(kept)
                  .anyMatch(other -> other.equals(path) || other.startsWith(path + "/"));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"AotCache", "StoreJars"})
  void whatTheBuildOfTheImageRunsCompiles(String program, @TempDir Path folder) {
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-Xlint:all",
                "-Werror",
                "-d",
                folder.toString(),
                "src/build/%s.java".formatted(program));

    assertThat(exitCode).isZero();
  }

  /** Before the cache is made, which is good for the very files it was made with. */
  @Test
  void theJarsAreStoredBeforeTheCacheIsMade() {
    List<String> runs = Dockerfile.all("RUN").stream().map(Dockerfile.Instruction::text).toList();

    assertThat(runs)
        .filteredOn(run -> run.contains("StoreJars.java"))
        .singleElement()
        .asString()
        .containsSubsequence("extract --layers --destination layers", "StoreJars.java layers");
    assertThat(runs.indexOf(with("StoreJars.java", runs)))
        .isLessThan(runs.indexOf(with("AotCache.java", runs)));
  }

  private static String with(String program, List<String> runs) {
    return runs.stream().filter(run -> run.contains(program)).findFirst().orElseThrow();
  }

  @Test
  void thePageOnContainersSaysWhatShareOfTheMemoryIsHeap() throws IOException {
    String share = valueOf("-XX:MaxRAMPercentage=", Dockerfile.only("ENTRYPOINT").words());

    assertThat(Files.readString(Path.of("src/docs/container.md")))
        .contains(share + "% of the container's memory");
  }
}
