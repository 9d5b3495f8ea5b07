import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or fixes the format of every Java file below a folder. Run by the build as a single-file
 * program on the selected JDK, so that the formatter can parse the language level of the sources
 * whatever Java runs Maven.
 *
 * <p>Usage: {@code Format check|fix FOLDER}
 */
final class Format {

  static void main(String[] args) throws Exception {
    boolean fix =
        switch (args[0]) {
          case "fix" -> true;
          case "check" -> false;
          default -> throw new IllegalArgumentException("expected check or fix, got " + args[0]);
        };
    List<Path> files;
    try (var walk = Files.walk(Path.of(args[1]))) {
      files = walk.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    }
    var formatter = new Formatter();
    var unformatted = new ArrayList<Path>();
    for (Path file : files) {
      String source = Files.readString(file);
      String formatted = format(formatter, source);
      if (!formatted.equals(source)) {
        unformatted.add(file);
        if (fix) {
          Files.writeString(file, formatted);
        }
      }
    }
    if (!fix && !unformatted.isEmpty()) {
      System.err.println("Not formatted (run ./mvnw -q -Pformat validate):");
      unformatted.forEach(file -> System.err.println("  " + file));
      System.exit(1);
    }
  }

  private static String format(Formatter formatter, String source) throws Exception {
    String ordered =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.GOOGLE);
    return formatter.formatSource(ordered);
  }
}
