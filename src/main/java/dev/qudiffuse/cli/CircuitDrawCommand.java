package dev.qudiffuse.cli;

import dev.qudiffuse.generation.IntegerRange;
import dev.qudiffuse.io.AtomicFile;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.drawing.CircuitSvg;
import dev.qudiffuse.quantum.drawing.CircuitText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code circuit draw}: shows a circuit as text, or as SVG. */
@Command(
    name = "draw",
    description = "Draws a circuit.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets what has a default
final class CircuitDrawCommand implements Callable<Integer> {

  private static final int LARGEST_WIDTH = 100_000;

  /** As what a circuit is drawn. */
  enum Format {
    TEXT(100, CircuitText.MIN_WIDTH),
    SVG(1000, CircuitSvg.MIN_WIDTH);

    private final int usualWidth;
    private final int smallestWidth;

    Format(int usualWidth, int smallestWidth) {
      this.usualWidth = usualWidth;
      this.smallestWidth = smallestWidth;
    }
  }

  @Spec private CommandSpec spec;

  @Mixin private CircuitOptions options;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text or svg; text when not given.")
  private Format format;

  @Option(
      names = "--width",
      paramLabel = "N",
      description =
          "Where the drawing is broken: characters of text, 100 when not given, or pixels of SVG,"
              + " 1000.")
  private @Nullable Integer width;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File for the drawing, in UTF-8. When not given, it is printed.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    int columns = columns();
    Circuit circuit = options.circuit();
    String drawing =
        switch (format) {
          case TEXT -> CircuitText.of(circuit, columns) + "\n";
          case SVG -> CircuitSvg.of(circuit, options.title(), columns);
        };
    if (out != null) {
      AtomicFile.write(out, drawing.getBytes(StandardCharsets.UTF_8));
    } else {
      PrintWriter printer = spec.commandLine().getOut();
      printer.print(drawing);
      printer.flush();
    }
    return ExitCode.OK;
  }

  private int columns() {
    return width == null
        ? format.usualWidth
        : new IntegerRange(format.smallestWidth, LARGEST_WIDTH).require("width", width);
  }
}
