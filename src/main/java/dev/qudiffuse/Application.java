package dev.qudiffuse;

import dev.qudiffuse.cli.QuDiffuseCommand;
import java.util.Arrays;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.aot.AbstractAotProcessor;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/**
 * The program: serves when nothing is said, else runs a command, and only serving starts Spring.
 */
@SpringBootApplication(
    proxyBeanMethods = false,
    // all rooms that know Spring; to look through the others takes time at every start
    scanBasePackages = {"dev.qudiffuse.config", "dev.qudiffuse.web"})
public class Application {

  /** Runs the program. */
  public static void main(String[] args) {
    if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
      var unused = ServeCommand.start(args); // which the build ends, by an exception, in time
      return;
    }
    int exitCode = run(args);
    if (exitCode != ExitCode.OK) {
      System.exit(
          exitCode); // else the process ends with its last thread, which serving keeps alive
    }
  }

  /** Returns when the command has ended, or the service has started. */
  static int run(String... args) {
    String[] arguments = withDefaultCommand(args);
    String[] words = Arrays.copyOfRange(arguments, 1, arguments.length);
    // to make the model of a command line would delay every start
    return arguments[0].equals("serve") && ServeCommand.areSettings(words)
        ? ServeCommand.serve(words)
        : commandLine().execute(arguments);
  }

  /** All commands. */
  static CommandLine commandLine() {
    return QuDiffuseCommand.commandLine().addSubcommand(new ServeCommand());
  }

  /**
   * Settings alone, {@code --server.port=9000}, mean {@code serve}, as with any Spring Boot
   * application. So does what looks like one, {@code --server.port}, and is then refused by name.
   */
  static String[] withDefaultCommand(String[] args) {
    boolean command =
        args.length > 0
            && !ServeCommand.areSettings(args[0])
            && !(args[0].startsWith("--") && args[0].contains("."));
    if (command) {
      return args;
    }
    String[] serve = new String[args.length + 1];
    serve[0] = "serve";
    System.arraycopy(args, 0, serve, 1, args.length);
    return serve;
  }
}
