package dev.qudiffuse.quantum.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Drawings as they were when somebody last looked at them. After a change that is meant, {@code
 * ./mvnw test -Dtest='dev.qudiffuse.quantum.drawing.*Test' -Ddrawings.write} writes them anew: look
 * at them before they are committed.
 */
final class GoldenFile {

  private static final Path FOLDER = Path.of("src/test/resources/drawings");

  private GoldenFile() {}

  static void requireSame(String name, String drawing) {
    Path file = FOLDER.resolve(name);
    try {
      if (System.getProperty("drawings.write") != null) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, drawing);
      }
      assertThat(drawing).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
