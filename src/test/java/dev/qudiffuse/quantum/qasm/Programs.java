package dev.qudiffuse.quantum.qasm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The programs among the test resources; see the README beside them. */
final class Programs {

  private static final String HEADING = "=== ";

  /** A program that must be refused, and the whole message. */
  record Malformed(String message, String text) {}

  private Programs() {}

  static List<Path> corpus() {
    try (var files = Files.list(folder().resolve("corpus"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Malformed> malformed() {
    List<Malformed> programs = new ArrayList<>();
    for (String part : text(folder().resolve("malformed.txt")).split("(?m)^" + HEADING, -1)) {
      int end = part.indexOf('\n');
      if (end > 0) {
        programs.add(new Malformed(part.substring(0, end), part.substring(end + 1)));
      }
    }
    return programs;
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      URI readme = Objects.requireNonNull(Programs.class.getResource("/qasm/README.md")).toURI();
      return Objects.requireNonNull(Path.of(readme).getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
