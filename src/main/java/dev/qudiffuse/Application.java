package dev.qudiffuse;

import dev.qudiffuse.cli.QuDiffuseCommand;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/**
 * The program: serves when nothing is said, else runs a command, and only serving starts Spring.
 */
@SpringBootApplication
public class Application {

  /** Runs the program. */
  public static void main(String[] args) {
    int exitCode = commandLine().execute(withDefaultCommand(args));
    if (exitCode != ExitCode.OK) {
      System.exit(
          exitCode); // else the process ends with its last thread, which serving keeps alive
    }
  }

  static CommandLine commandLine() {
    return QuDiffuseCommand.commandLine().addSubcommand(new ServeCommand());
  }

  /**
   * Settings alone, {@code --server.port=8081}, mean {@code serve}, as with any Spring Boot
   * application.
   */
  static String[] withDefaultCommand(String[] args) {
    boolean command = args.length > 0 && !(args[0].startsWith("--") && args[0].contains("."));
    if (command) {
      return args;
    }
    String[] serve = new String[args.length + 1];
    serve[0] = "serve";
    System.arraycopy(args, 0, serve, 1, args.length);
    return serve;
  }
}
