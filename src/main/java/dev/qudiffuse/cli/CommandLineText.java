package dev.qudiffuse.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command line as it is worth keeping: folders by their last name only, since the rest is about
 * one machine.
 */
final class CommandLineText {

  private CommandLineText() {}

  /** The command being executed and its options, defaults left out. */
  static String of(CommandSpec spec) {
    List<String> words = new ArrayList<>();
    words.add(spec.name());
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      words.add(option.longestName());
      if (option.arity().max() > 0) {
        Object value = option.getValue();
        words.add(
            value instanceof Path path ? lastName(path) : String.join(",", option.stringValues()));
      }
    }
    return String.join(" ", words);
  }

  private static String lastName(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? path.toString() : name.toString();
  }
}
