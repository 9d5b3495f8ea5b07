package dev.qudiffuse.cli;

import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.InvalidRequestException;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.io.IoErrors;
import dev.qudiffuse.model.TrainedNetwork;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ansatz.Ansatz;
import dev.qudiffuse.quantum.qasm.QasmException;
import dev.qudiffuse.quantum.qasm.QasmProgram;
import dev.qudiffuse.quantum.qasm.QasmReader;
import dev.qudiffuse.quantum.qasm.Register;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which circuit is meant: the same options in every subcommand of {@code circuit}. */
@SuppressWarnings("NullAway.Init") // picocli sets what is required
final class CircuitOptions {

  private static final String SHIPPED = "default";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @ArgGroup(multiplicity = "1")
  private Source source;

  /** Where the circuit comes from: one of these. */
  private static final class Source {

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "A program in OpenQASM 2 or 3.")
    private @Nullable Path file;

    @Option(
        names = "--ansatz",
        paramLabel = "NAME",
        converter = AnsatzConverter.class,
        completionCandidates = AnsatzConverter.Names.class,
        description = "An ansatz by its name: ${COMPLETION-CANDIDATES}.")
    private @Nullable Ansatz ansatz;

    @Option(
        names = "--model",
        paramLabel = "MODEL",
        description =
            "The circuit of a trained model: a weights file, or "
                + SHIPPED
                + " for that of the jar.")
    private @Nullable String model;
  }

  @Option(
      names = "--qubits",
      paramLabel = "N",
      description = "Qubits of the ansatz; 4 when not given.")
  private @Nullable Integer qubits;

  @Option(
      names = "--layers",
      paramLabel = "L",
      description = "Layers of the ansatz; 1 when not given.")
  private @Nullable Integer layers;

  @Option(
      names = "--digit",
      paramLabel = "D",
      description =
          "With the angles that a model has for this digit at --timestep. Without both, angles have"
              + " names.")
  private @Nullable Integer digit;

  @Option(
      names = "--timestep",
      paramLabel = "T",
      description = "Timestep of the noise, from 0, hardly any, to 999, nothing else.")
  private @Nullable Integer timestep;

  /** A circuit that comes from no program: it has numbers for names, and measures nothing. */
  private static QasmProgram program(Circuit circuit) {
    return new QasmProgram(
        circuit,
        IntStream.range(0, circuit.parameterCount()).mapToObj(i -> "theta_" + i).toList(),
        List.of(),
        List.of(new Register("q", circuit.qubits())),
        List.of());
  }

  /** Reads the circuit. See {@link #program()}. */
  Circuit circuit() {
    return program().circuit();
  }

  /**
   * Reads the circuit, the names of its parameters, and what it measures at the end.
   *
   * @throws ParameterException if the options do not go together
   * @throws InvalidRequestException if one is out of its range
   * @throws CircuitException if there is no such circuit
   */
  QasmProgram program() {
    requireOnlyFor(source.model != null, "--model", "--digit", digit);
    requireOnlyFor(source.model != null, "--model", "--timestep", timestep);
    requireOnlyFor(source.ansatz != null, "--ansatz", "--qubits", qubits);
    requireOnlyFor(source.ansatz != null, "--ansatz", "--layers", layers);
    if (source.file != null) {
      return read(source.file);
    }
    if (source.ansatz != null) {
      return program(circuit(source.ansatz));
    }
    return program(circuit(String.valueOf(source.model)));
  }

  private void requireOnlyFor(boolean given, String source, String option, @Nullable Object value) {
    if (!given && value != null) {
      throw new ParameterException(
          command.commandLine(), "%s goes with %s only".formatted(option, source));
    }
  }

  private static QasmProgram read(Path file) {
    try {
      return QasmReader.read(Files.readString(file));
    } catch (QasmException e) {
      throw new CircuitException(file + ":" + e.getMessage(), e);
    } catch (MalformedInputException e) {
      throw new CircuitException(file + ": expected a text in UTF-8, found other bytes", e);
    } catch (IOException e) {
      throw new CircuitException(file + ": " + IoErrors.describe(e), e);
    }
  }

  private Circuit circuit(Ansatz ansatz) {
    try {
      return ansatz.circuit(qubits != null ? qubits : 4, layers != null ? layers : 1);
    } catch (IllegalArgumentException e) {
      throw new CircuitException(String.valueOf(e.getMessage()), e);
    }
  }

  private Circuit circuit(String model) {
    if ((digit == null) != (timestep == null)) {
      throw new ParameterException(
          command.commandLine(), "--digit and --timestep are given together or not at all");
    }
    if (digit != null && timestep != null) {
      GenerateCommand.DIGITS.require("digit", digit);
      GenerateCommand.TIMESTEPS.require("timestep", timestep);
    }
    TrainedNetwork network =
        model.equals(SHIPPED)
            ? TrainedModel.shipped().network()
            : TrainedModel.read(Path.of(model)).network();
    return digit == null || timestep == null ? network.circuit() : network.circuit(digit, timestep);
  }

  /** What the circuit is, in words. */
  String title() {
    if (source.file != null) {
      return "Circuit of " + source.file.getFileName();
    }
    if (source.ansatz != null) {
      return "Ansatz " + source.ansatz.key();
    }
    String model = String.valueOf(source.model);
    String which =
        model.equals(SHIPPED)
            ? "the model in the jar"
            : String.valueOf(Path.of(model).getFileName());
    String angles = digit == null ? "" : ", digit %s at timestep %s".formatted(digit, timestep);
    return "Circuit of " + which + angles;
  }
}
