package dev.qudiffuse.cli;

import dev.qudiffuse.io.AtomicFile;
import dev.qudiffuse.quantum.qasm.QasmWriter;
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

/** {@code circuit export}: writes a circuit as OpenQASM 3, for other tools and for hardware. */
@Command(
    name = "export",
    description =
        "Writes a circuit as OpenQASM 3: with numbers where its angles are known, and with `input"
            + " float` parameters where they are not.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the command
final class CircuitExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private CircuitOptions options;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File for the program. When not given, it is printed.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    String program = QasmWriter.write(options.program());
    if (out != null) {
      AtomicFile.write(out, program.getBytes(StandardCharsets.UTF_8));
    } else {
      PrintWriter printer = spec.commandLine().getOut();
      printer.print(program);
      printer.flush();
    }
    return ExitCode.OK;
  }
}
