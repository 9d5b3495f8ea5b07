package dev.qudiffuse.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir private Path directory;

  @Test
  void createsAndReplaces() throws IOException {
    Path file = directory.resolve("file");

    AtomicFile.write(file, "first".getBytes(UTF_8));
    assertThat(file).hasContent("first");
    AtomicFile.write(file, out -> out.write('2'));
    assertThat(file).hasContent("2");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void aFailureHalfWayLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = directory.resolve("file");
    AtomicFile.write(file, "old".getBytes(UTF_8));

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // has no such permissions
  void othersMayReadWhatTheirUmaskAllows() throws IOException {
    Path plain = Files.createFile(directory.resolve("plain"));
    Path file = directory.resolve("file");
    AtomicFile.write(file, new byte[1]);

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void needsTheDirectory() {
    Path file = directory.resolve("missing").resolve("file");

    assertThatThrownBy(() -> AtomicFile.write(file, new byte[1]))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(file.toString());
  }

  /** The temporary neighbour is nobody's business. */
  @Test
  void aDirectoryInItsPlaceIsNamed() throws IOException {
    Path file = Files.createDirectory(directory.resolve("file"));
    Files.createFile(file.resolve("inside"));

    assertThatThrownBy(() -> AtomicFile.write(file, new byte[1]))
        .isInstanceOfSatisfying(
            FileSystemException.class,
            e -> {
              assertThat(e.getFile()).isEqualTo(file.toString());
              assertThat(IoErrors.describe(e)).isNotEmpty().doesNotContain("Exception");
            });
    assertThat(names()).containsExactly("file");
  }

  @Test
  void describesErrorsWithoutTheFile() {
    assertThat(IoErrors.describe(new NoSuchFileException("f")))
        .isEqualTo("no such file or directory");
    assertThat(IoErrors.describe(new AccessDeniedException("f"))).isEqualTo("no permission");
    assertThat(IoErrors.describe(new FileSystemException("f", null, "Is a directory")))
        .isEqualTo("Is a directory");
    assertThat(IoErrors.describe(new FileAlreadyExistsException("f")))
        .isEqualTo("expected nothing of that name, found a file");
    assertThat(IoErrors.describe(new NotDirectoryException("f")))
        .isEqualTo("expected a directory, found a file");
    assertThat(IoErrors.describe(new IOException("broken"))).isEqualTo("broken");
    assertThat(IoErrors.describe(new IOException())).isEqualTo("java.io.IOException");
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}
