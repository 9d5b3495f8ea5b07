package dev.qudiffuse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** The repository's Dockerfile, to be looked at. */
public final class Dockerfile {

  private static final List<Instruction> INSTRUCTIONS = read(Path.of("Dockerfile"));

  private Dockerfile() {}

  /**
   * One instruction.
   *
   * @param name FROM, COPY, ...
   * @param text what follows, continuation lines joined
   */
  public record Instruction(String name, String text) {

    /** The words of an instruction in exec form, which is JSON; options before it left out. */
    public List<String> words() {
      return List.of(
          JsonMapper.shared().readValue(text.substring(text.indexOf('[')), String[].class));
    }
  }

  private static List<Instruction> read(Path file) {
    try {
      return Files.readString(file)
          .replaceAll("(?m)^#.*\\n", "")
          .replaceAll("\\\\\\n\\s*", "")
          .lines()
          .filter(line -> !line.isBlank())
          .map(line -> line.split(" ", 2))
          .map(words -> new Instruction(words[0], words[1].strip()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All instructions of a name. */
  static List<Instruction> all(String name) {
    return INSTRUCTIONS.stream().filter(line -> line.name().equals(name)).toList();
  }

  /** The stage that becomes the image. */
  static List<Instruction> lastStage() {
    int last =
        IntStream.range(0, INSTRUCTIONS.size())
            .filter(i -> INSTRUCTIONS.get(i).name().equals("FROM"))
            .max()
            .orElseThrow();
    return INSTRUCTIONS.subList(last, INSTRUCTIONS.size());
  }

  /**
   * The only instruction of a name in the last stage.
   *
   * @throws IllegalStateException if there is another, or none
   */
  public static Instruction only(String name) {
    List<Instruction> found =
        lastStage().stream().filter(line -> line.name().equals(name)).toList();
    if (found.size() != 1) {
      throw new IllegalStateException("expected one %s, got %s".formatted(name, found));
    }
    return found.getFirst();
  }
}
