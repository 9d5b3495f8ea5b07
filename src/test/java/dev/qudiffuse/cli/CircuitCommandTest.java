package dev.qudiffuse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.CircuitTimer;
import dev.qudiffuse.model.TrainedNetwork;
import dev.qudiffuse.quantum.drawing.CircuitSvg;
import dev.qudiffuse.quantum.drawing.CircuitText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitCommandTest {

  @TempDir private Path folder;
  private String model = "";
  private TrainedNetwork network;
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void writeModel() {
    Path file = TinyModel.write(folder.resolve("tiny.safetensors"));
    model = file.toString();
    network = TrainedModel.read(file, CircuitTimer.NONE).network();
  }

  private int run(String... arguments) {
    return QuDiffuseCommand.commandLine()
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  @Test
  void drawsTheModelsCircuitWithNamedAngles() {
    assertThat(run("circuit", "draw", "--model", model)).as(errors.toString()).isZero();

    assertThat(output).hasToString(CircuitText.of(network.circuit(), 100) + "\n");
    assertThat(output.toString()).contains("RX(θ18)");
  }

  @Test
  void drawsItWithTheAnglesOfADigitAtATimestep() {
    assertThat(
            run(
                "circuit",
                "draw",
                "--model",
                model,
                "--digit",
                "7",
                "--timestep",
                "12",
                "--width",
                "60"))
        .as(errors.toString())
        .isZero();

    assertThat(output).hasToString(CircuitText.of(network.circuit(7, 12), 60) + "\n");
    assertThat(output.toString()).doesNotContain("θ");
  }

  @Test
  void writesSvgIntoAFile() throws IOException {
    Path out = folder.resolve("circuit.svg");

    assertThat(
            run(
                "circuit",
                "draw",
                "--model",
                model,
                "--digit",
                "3",
                "--timestep",
                "500",
                "--format",
                "svg",
                "--out",
                out.toString()))
        .as(errors.toString())
        .isZero();

    assertThat(output.toString()).isEmpty();
    assertThat(Files.readString(out))
        .isEqualTo(
            CircuitSvg.of(
                network.circuit(3, 500),
                "Circuit of tiny.safetensors, digit 3 at timestep 500",
                1000));
  }

  @Test
  void drawsTheShippedModel() {
    assertThat(run("circuit", "draw", "--model", "default", "--format", "SVG"))
        .as(errors.toString())
        .isZero();

    assertThat(output.toString())
        .contains("<title>Circuit of the model in the jar</title>", "q7</text>");
  }

  @Test
  void describesTheModelsCircuit() {
    assertThat(run("circuit", "describe", "--model", model)).as(errors.toString()).isZero();

    assertThat(output)
        .hasToString(
            """
            qubits      6
            parameters  48
            gates       46, of which 22 on two qubits or more
            depth       %s
            by gate     12 H, 12 N, 12 RX, 10 CZ
            """
                .formatted(network.circuit().depth()));
  }

  @Test
  void describesItAsJson() {
    assertThat(run("circuit", "describe", "--json", "--model", model)).isZero();

    assertThat(output.toString().replaceAll("\\s", ""))
        .isEqualTo(
            """
            {"qubits":6,"parameters":48,"operations":46,"entangling":22,"depth":%s,\
            "gates":{"H":12,"N":12,"RX":12,"CZ":10}}"""
                .formatted(network.circuit().depth()));
  }

  @ParameterizedTest
  @CsvSource({
    "--digit=10 --timestep=1, '--digit: expected an integer from 0 to 9, got 10'",
    "--digit=1 --timestep=1000, '--timestep: expected an integer from 0 to 999, got 1000'",
    "--digit=1 --timestep=-1, '--timestep: expected an integer from 0 to 999, got -1'",
    "--digit=1, '--digit and --timestep are given together or not at all'",
    "--timestep=1, '--digit and --timestep are given together or not at all'",
    "--width=19, '--width: expected an integer from 20 to 100000, got 19'",
    "--width=199 --format=svg, '--width: expected an integer from 200 to 100000, got 199'",
    "--format=png, 'png'",
    "--model=nowhere, 'nowhere: expected a readable safetensors file, found no such file or directory'"
  })
  void saysWhatIsWrong(String options, String message) {
    String[] given = options.split(" ");
    String[] arguments = new String[given.length + (options.contains("--model") ? 2 : 4)];
    arguments[0] = "circuit";
    arguments[1] = "draw";
    System.arraycopy(given, 0, arguments, 2, given.length);
    if (!options.contains("--model")) {
      arguments[given.length + 2] = "--model";
      arguments[given.length + 3] = model;
    }

    assertThat(run(arguments)).isNotZero();

    assertThat(errors.toString()).contains(message).doesNotContain("\tat ");
    assertThat(output.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"draw", "describe"})
  void aCircuitMustBeNamed(String command) {
    assertThat(run("circuit", command)).isEqualTo(2);
    assertThat(errors.toString()).contains("Missing required option: '--model=MODEL'");
  }

  @Test
  void aSubcommandMustBeNamed() {
    assertThat(run("circuit")).isEqualTo(2);
    assertThat(errors.toString()).contains("Missing required subcommand", "draw", "describe");
  }
}
