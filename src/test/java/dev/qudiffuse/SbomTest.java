package dev.qudiffuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of parts (CycloneDX) that the jar has of itself. */
class SbomTest {

  private final JsonNode sbom =
      JsonMapper.shared().readTree(resource("META-INF/sbom/application.cdx.json"));

  private static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(SbomTest.class.getClassLoader().getResourceAsStream(name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Iterable<JsonNode> components() {
    return sbom.get("components");
  }

  @Test
  void listsEveryJarOfTheRuntimeClassPathByItsHashAndNoOther() {
    Map<String, String> expected =
        Arrays.stream(
                new String(resource("runtime-jars.txt"), StandardCharsets.UTF_8)
                    .strip()
                    .split(File.pathSeparator))
            .map(Path::of)
            .collect(Collectors.toMap(file -> file.getFileName().toString(), SbomTest::sha256));

    Map<String, String> listed =
        StreamSupport.stream(components().spliterator(), false)
            .collect(Collectors.toMap(SbomTest::fileName, SbomTest::hash));

    assertThat(listed).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(listed).hasSizeGreaterThan(100).containsKey("commons-math3-3.6.1.jar");
  }

  private static String fileName(JsonNode component) {
    return component.get("name").asString() + "-" + component.get("version").asString() + ".jar";
  }

  private static String hash(JsonNode component) {
    return StreamSupport.stream(component.get("hashes").spliterator(), false)
        .filter(hash -> hash.get("alg").asString().equals("SHA-256"))
        .map(hash -> hash.get("content").asString())
        .findFirst()
        .orElseThrow();
  }

  private static String sha256(Path file) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyPartHasALicence() {
    assertThat(components())
        .allSatisfy(
            component ->
                assertThat(component.path("licenses"))
                    .as(component.get("name").asString())
                    .isNotEmpty()
                    .allSatisfy(
                        licence ->
                            assertThat(
                                    licence.has("expression")
                                        || licence.path("license").has("id")
                                        || licence.path("license").has("name"))
                                .isTrue()));
  }

  @Test
  void isTheSameForTheSameSources() {
    assertThat(sbom.get("bomFormat").asString()).isEqualTo("CycloneDX");
    assertThat(sbom.has("serialNumber")).as("a number drawn at random").isFalse();
    assertThat(sbom.get("metadata").has("timestamp")).as("the time of the build").isFalse();
  }

  @Test
  void isOfThisProgram() {
    JsonNode program = sbom.at("/metadata/component");

    assertThat(program.get("name").asString()).isEqualTo("qudiffuse");
    assertThat(program.at("/licenses/0/license/id").asString()).isEqualTo("Apache-2.0");
    assertThat(program.path("externalReferences")).as("none of Spring Boot's").isEmpty();
  }
}
