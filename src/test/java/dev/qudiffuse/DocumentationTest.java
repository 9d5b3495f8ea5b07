package dev.qudiffuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the pages point at is there, and the commands they show have the options they show. */
class DocumentationTest {

  private static final Map<String, CommandLine> COMMANDS =
      Application.commandLine().getSubcommands();

  private static final Path README = Path.of("README.md");

  /** Targets of links and of images, in Markdown and in HTML; none that begins with a scheme. */
  private static final Pattern RELATIVE_LINK =
      Pattern.compile("(?:\\]\\(|src=\"|href=\")(?![a-z]+:|#)([^)\"#\\s]+)");

  /** A command after the jar's name or at the start of a piece of code. */
  private static final Pattern COMMAND =
      Pattern.compile("(?:qudiffuse\\.jar |`)([a-z-]+) ([^`\\n]*)");

  private static final Pattern OPTION = Pattern.compile("(?<=^|\\s)--?[a-z][a-z-]*");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("src/docs"))) {
      List<Path> pages = docs.filter(file -> file.toString().endsWith(".md")).toList();
      return Stream.concat(Stream.of(README), pages.stream());
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyRelativeLinkPointsAtAFile(Path page) {
    List<String> links = matches(RELATIVE_LINK, page).map(link -> link.group(1)).toList();

    assertThat(links).allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    if (page.equals(README)) {
      assertThat(links).contains("LICENSE", "src/docs/images/digits.png", "src/docs/training.md");
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyOptionOfACommandExists(Path page) {
    List<MatchResult> shown =
        matches(COMMAND, page).filter(match -> COMMANDS.containsKey(match.group(1))).toList();

    assertThat(shown.stream().flatMap(DocumentationTest::unknownOptions)).isEmpty();
    if (page.equals(README)) {
      assertThat(shown.stream().map(match -> match.group(1)))
          .contains("sample", "train", "evaluate");
    }
  }

  private static Stream<String> unknownOptions(MatchResult shown) {
    CommandLine named = Objects.requireNonNull(COMMANDS.get(shown.group(1)));
    String next = shown.group(2).split(" ", 2)[0];
    CommandSpec command = named.getSubcommands().getOrDefault(next, named).getCommandSpec();
    return OPTION
        .matcher(shown.group(2))
        .results()
        .map(MatchResult::group)
        .filter(option -> !command.optionsMap().containsKey(option))
        .map(option -> command.name() + " " + option);
  }

  private static Stream<MatchResult> matches(Pattern pattern, Path page) {
    try {
      return pattern.matcher(Files.readString(page)).results().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
