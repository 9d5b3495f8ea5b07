package dev.qudiffuse.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program's command line: the commands themselves do the work. */
@Command(
    name = "qudiffuse",
    description = "Draws handwritten digits with a hybrid quantum-classical diffusion model.",
    mixinStandardHelpOptions = true,
    versionProvider = QuDiffuseCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SampleCommand.class,
      JoinSamplesCommand.class,
      CircuitCommand.class,
      EvaluateCommand.class,
      TrainCommand.class,
      TrainEvaluatorCommand.class
    })
public final class QuDiffuseCommand {

  private QuDiffuseCommand() {}

  /** A fresh command line, to which more commands may be added before it is executed. */
  public static CommandLine commandLine() {
    return new CommandLine(new QuDiffuseCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new ErrorLine());
  }

  /** Says which version this is. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"qudiffuse " + ProgramVersion.get()};
    }
  }
}
