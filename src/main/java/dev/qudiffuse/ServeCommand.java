package dev.qudiffuse;

import dev.qudiffuse.config.PreparedBeans;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
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

  /** What Spring Boot reads; whatever else it passes over without a word. */
  private static final Pattern SETTING = Pattern.compile("--(debug|trace|[^=.]+\\.[^=]+=.*)");

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Unmatched private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() {
    for (String setting : settings) {
      if (!SETTING.matcher(setting).matches()) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(
            "serve: expected settings such as --server.port=8081, got '%s'".formatted(setting));
        err.flush();
        return ExitCode.USAGE;
      }
    }
    try {
      var unused = start(settings.toArray(String[]::new));
      return ExitCode.OK;
    } catch (RuntimeException e) {
      return ExitCode.SOFTWARE; // Spring Boot has already said why
    }
  }

  /** Starts the service; ends in an exception if it cannot be. */
  static ConfigurableApplicationContext start(String... settings) {
    var application = new SpringApplication(Application.class);
    application.setMainApplicationClass(Application.class);
    application.addListeners(new PreparedBeans());
    return application.run(settings);
  }
}
