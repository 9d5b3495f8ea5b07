package dev.qudiffuse;

import dev.qudiffuse.config.EarlyStart;
import dev.qudiffuse.config.PreparedBeans;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
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
      "Takes settings such as --server.port=9000 or --qudiffuse.model=FILE."
    })
final class ServeCommand implements Callable<Integer> {

  /** What Spring Boot reads; whatever else it passes over without a word. */
  private static final Pattern SETTING =
      Pattern.compile("--(debug|trace|[^=.]+\\.[^=]+=.*)", Pattern.DOTALL);

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Unmatched private List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    for (String word : words) {
      if (!isSetting(word)) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(
            "serve: expected settings such as --server.port=9000, got '%s'".formatted(word));
        err.flush();
        return ExitCode.USAGE;
      }
    }
    return serve(words.toArray(String[]::new));
  }

  /** Whether there is nothing here to be read but by Spring Boot. */
  static boolean areSettings(String... words) {
    return Arrays.stream(words).allMatch(ServeCommand::isSetting);
  }

  private static boolean isSetting(String word) {
    return SETTING.matcher(word).matches();
  }

  /** Starts the service; returns the exit code that says whether it could be. */
  static int serve(String... settings) {
    try {
      var unused = start(settings);
      return ExitCode.OK;
    } catch (RuntimeException e) {
      return ExitCode.SOFTWARE; // Spring Boot has already said why
    }
  }

  /** Starts the service; ends in an exception if it cannot be. */
  static ConfigurableApplicationContext start(String... settings) {
    if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
      return application().run(settings); // nothing will be served
    }
    EarlyStart early = EarlyStart.begin(); // before all else
    SpringApplication application = application();
    application.addListeners(early);
    return application.run(settings);
  }

  private static SpringApplication application() {
    // else a thread of Spring Boot's makes much that is not used here, on EarlyStart's processor
    System.setProperty("spring.backgroundpreinitializer.ignore", "true");
    var application = new SpringApplication(Application.class);
    application.setMainApplicationClass(Application.class);
    application.addListeners(new PreparedBeans());
    return application;
  }
}
