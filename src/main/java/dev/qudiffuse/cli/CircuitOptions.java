package dev.qudiffuse.cli;

import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.InvalidRequestException;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.CircuitTimer;
import dev.qudiffuse.model.TrainedNetwork;
import dev.qudiffuse.quantum.Circuit;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which circuit is meant: the same options in every subcommand of {@code circuit}. */
@SuppressWarnings("NullAway.Init") // picocli sets what is required
final class CircuitOptions {

  private static final String SHIPPED = "default";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description =
          "The circuit of a trained model: a weights file, or " + SHIPPED + " for that of the jar.")
  private String model;

  @Option(
      names = "--digit",
      paramLabel = "D",
      description =
          "With the angles that this digit has at --timestep. Without both, angles have names.")
  private @Nullable Integer digit;

  @Option(
      names = "--timestep",
      paramLabel = "T",
      description = "Timestep of the noise, from 0, hardly any, to 999, nothing else.")
  private @Nullable Integer timestep;

  /**
   * Reads the circuit.
   *
   * @throws ParameterException if the options do not go together
   * @throws InvalidRequestException if one is out of its range
   */
  Circuit circuit() {
    if ((digit == null) != (timestep == null)) {
      throw new ParameterException(
          command.commandLine(), "--digit and --timestep are given together or not at all");
    }
    requireBetween("digit", GenerateCommand.MAX_DIGIT, digit);
    requireBetween("timestep", GenerateCommand.MAX_STEPS - 1, timestep);
    TrainedNetwork network = network();
    return digit == null || timestep == null ? network.circuit() : network.circuit(digit, timestep);
  }

  /** What the circuit is, in words. */
  String title() {
    String which =
        model.equals(SHIPPED)
            ? "the model in the jar"
            : String.valueOf(Path.of(model).getFileName());
    String angles = digit == null ? "" : ", digit %s at timestep %s".formatted(digit, timestep);
    return "Circuit of " + which + angles;
  }

  private static void requireBetween(String parameter, int largest, @Nullable Integer got) {
    if (got != null && (got < 0 || got > largest)) {
      throw new InvalidRequestException(
          parameter, GenerateCommand.allowedInteger(0, largest), got.toString());
    }
  }

  private TrainedNetwork network() {
    return model.equals(SHIPPED)
        ? TrainedModel.shipped(CircuitTimer.NONE).network()
        : TrainedModel.read(Path.of(model), CircuitTimer.NONE).network();
  }
}
