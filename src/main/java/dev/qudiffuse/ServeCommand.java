package dev.qudiffuse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/**
 * {@code serve}: starts the service and returns; the service goes on until the process is told to
 * end.
 */
@Command(
    name = "serve",
    description = {
      "Serves drawings over HTTP. The default when no command is given.",
      "Takes settings such as --server.port=8081 or --qudiffuse.model=FILE."
    })
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Unmatched private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    try {
      SpringApplication.run(Application.class, settings.toArray(String[]::new));
      return ExitCode.OK;
    } catch (RuntimeException e) {
      return ExitCode.SOFTWARE; // Spring Boot has already said why
    }
  }
}
