package dev.qudiffuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code src/build/StoreJars.java}, which the image is built with. */
class StoreJarsTest {

  private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  private static final Map<String, String> FILES = files();

  @TempDir private Path folder;
  private Path jar = Path.of("");

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("META-INF/", "");
    files.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n");
    files.put("z/empty", "");
    files.put("a/long", "0123456789".repeat(10_000));
    files.put("META-INF/versions/25/ä", "a name that is not ASCII");
    return files;
  }

  @BeforeEach
  void write() throws IOException {
    jar = Files.createDirectories(folder.resolve("dependencies/lib")).resolve("some-1.0.jar");
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> file : FILES.entrySet()) {
        var entry = new ZipEntry(file.getKey());
        entry.setLastModifiedTime(TIME);
        out.putNextEntry(entry);
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    Files.setLastModifiedTime(jar, TIME);
  }

  @Test
  void aJarHasTheSameFilesNotCompressed() throws Exception {
    assertThat(Files.size(jar)).isLessThan(5_000);

    assertThat(store(folder)).isEmpty();

    Map<String, String> files = new LinkedHashMap<>();
    try (var stored = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : stored.stream().map(ZipEntry.class::cast).toList()) {
        assertThat(entry.getMethod()).as(entry.getName()).isEqualTo(ZipEntry.STORED);
        assertThat(entry.getCompressedSize()).isEqualTo(entry.getSize());
        byte[] content = stored.getInputStream(entry).readAllBytes();
        files.put(entry.getName(), new String(content, StandardCharsets.UTF_8));
      }
    }
    assertThat(List.copyOf(files.entrySet())).isEqualTo(List.copyOf(FILES.entrySet()));
    assertThat(Files.size(jar)).isGreaterThan(100_000);
    assertThat(Files.getLastModifiedTime(jar)).isEqualTo(TIME);
    try (var beside = Files.list(jar.getParent())) {
      assertThat(beside).as("nothing beside it").containsExactly(jar);
    }
  }

  @Test
  void javaLoadsFromIt() throws Exception {
    store(folder);

    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      assertThat(loader.getResourceAsStream("a/long"))
          .hasBinaryContent(
              Objects.requireNonNull(FILES.get("a/long")).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void itDoesTheSameTwice() throws Exception {
    store(folder);
    byte[] once = Files.readAllBytes(jar);
    store(folder);

    assertThat(jar).hasBinaryContent(once);
  }

  @Test
  void aFolderWithoutJarsIsRefused(@TempDir Path empty) throws Exception {
    assertThat(store(empty)).contains("expected jars below " + empty + ", found none");
  }

  /** Runs it as the build does; returns what it says. */
  private static String store(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "src/build/StoreJars.java",
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor() == 0).as(said).isEqualTo(said.isEmpty());
    return said;
  }
}
