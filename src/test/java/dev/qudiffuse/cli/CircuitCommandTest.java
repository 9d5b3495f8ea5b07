package dev.qudiffuse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.TrainedNetwork;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.drawing.CircuitSvg;
import dev.qudiffuse.quantum.drawing.CircuitText;
import dev.qudiffuse.quantum.qasm.Measurement;
import dev.qudiffuse.quantum.qasm.QasmReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    network = TrainedModel.read(file).network();
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

    assertThat(output.toString())
        .startsWith(
            """
            qubits      6
            parameters  48
            gates       46, of which 22 on two qubits or more
            depth       %s
            by gate     12 H, 12 N, 12 RX, 10 CZ
            """
                .formatted(network.circuit().depth()))
        .containsPattern("expressibility +0\\.\\d{4} \\+- 0\\.\\d{4} ")
        .containsPattern("entangling capability +0\\.\\d{4} \\+- ");
  }

  @Test
  void describesItAsJson() {
    assertThat(run("circuit", "describe", "--json", "--model", model)).isZero();

    assertThat(output.toString().replaceAll("\\s", ""))
        .startsWith(
            """
            {"qubits":6,"parameters":48,"operations":46,"entangling":22,"depth":%s,\
            "gates":{"H":12,"N":12,"RX":12,"CZ":10},"expressibility":{"value":"""
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
    assertThat(errors.toString()).contains("FILE", "--ansatz=NAME", "--model=MODEL");
  }

  private String program(String text) throws IOException {
    return Files.writeString(folder.resolve("program.qasm"), text).toString();
  }

  private String bell() throws IOException {
    return program(
        """
        OPENQASM 2.0;
        include "qelib1.inc";
        qreg q[3];
        creg c[3];
        h q[0];
        cx q[0],q[1];
        x q[2];
        measure q -> c;
        """);
  }

  private JsonNode runJson(String... options) {
    List<String> arguments = new ArrayList<>(List.of("circuit", "run", "--json"));
    arguments.addAll(List.of(options));
    assertThat(run(arguments.toArray(String[]::new))).as(errors.toString()).isZero();
    return JsonMapper.shared().readTree(output.toString());
  }

  @Test
  void runsAProgram() throws IOException {
    JsonNode found =
        runJson(
            bell(),
            "--shots",
            "1000",
            "--seed",
            "3",
            "--observable",
            "ZZI",
            "--observable",
            "iiz",
            "--observable",
            "XXI");

    assertThat(found.get("qubits").asInt()).isEqualTo(3);
    assertThat(found.get("state").size()).isEqualTo(8);
    assertThat(found.get("state").get(1).get(0).asDouble()).isCloseTo(Math.sqrt(.5), within(1e-15));
    assertThat(found.get("state").get(7).get(0).asDouble()).isCloseTo(Math.sqrt(.5), within(1e-15));
    assertThat(found.get("probabilities").get(7).asDouble()).isCloseTo(.5, within(1e-15));
    assertThat(found.get("counts").propertyNames()).containsExactly("001", "111");
    int ones = found.get("counts").get("111").asInt();
    assertThat(ones + found.get("counts").get("001").asInt()).isEqualTo(1000);
    assertThat(ones).as("5 sigma of 15.8").isBetween(420, 580);
    assertThat(found.get("expectations").get("ZZI").asDouble()).isCloseTo(1, within(1e-14));
    assertThat(found.get("expectations").get("IIZ").asDouble()).isCloseTo(-1, within(1e-14));
    assertThat(found.get("expectations").get("XXI").asDouble()).isCloseTo(1, within(1e-14));
  }

  /**
   * Depolarizing after the CNOT alone takes ZZ from 1 to 1 - p; after H it changes nothing of ZZ.
   */
  @Test
  void noiseLeavesAMixtureWithoutAState() throws IOException {
    JsonNode found = runJson(bell(), "--noise", "0.1", "--observable", "ZZI");

    assertThat(found.has("state")).isFalse();
    assertThat(found.get("expectations").get("ZZI").asDouble()).isCloseTo(0.9, within(1e-13));
    double sum = 0;
    for (JsonNode probability : found.get("probabilities")) {
      sum += probability.asDouble();
    }
    assertThat(sum).isCloseTo(1, within(1e-13));
  }

  @Test
  void trajectoriesTakeOverWhereADensityMatrixIsLarge() throws IOException {
    String ghz =
        program(
            "OPENQASM 3.0; include \"stdgates.inc\"; qubit[11] q; h q[0];"
                + " for int i in [0:9] { cx q[i], q[i + 1]; }");
    JsonNode found =
        runJson(ghz, "--noise", "0", "--shots", "50", "--observable", "Z".repeat(10) + "I");

    assertThat(found.get("counts").propertyNames()).isSubsetOf("0".repeat(11), "1".repeat(11));
    assertThat(found.get("expectations").get("Z".repeat(10) + "I").asDouble())
        .isCloseTo(1, within(1e-12));
    assertThat(found.get("trajectories").asInt()).isEqualTo(50);
  }

  /** The CNOTs beside the two qubits take ZZ from 1 to (1 - p)^2, whatever follows them. */
  @Test
  void trajectoriesSayHowFarTheyMayBeOff() throws IOException {
    String ghz =
        program(
            "OPENQASM 3.0; include \"stdgates.inc\"; qubit[11] q; h q[0];"
                + " for int i in [0:9] { cx q[i], q[i + 1]; }");
    String zz = "ZZ" + "I".repeat(9);
    assertThat(run("circuit", "run", ghz, "--noise", "0.05", "--shots", "1", "--observable", zz))
        .isNotZero();
    assertThat(errors.toString()).contains("--shots: expected an integer from 2 with noise");
    JsonNode found = runJson(ghz, "--noise", "0.05", "--shots", "400", "--observable", zz);

    double error = found.get("standardErrors").get(zz).asDouble();
    assertThat(error).isBetween(0.005, 0.05);
    assertThat(found.get("expectations").get(zz).asDouble())
        .isCloseTo(0.95 * 0.95, within(4 * error));
  }

  @Test
  void anglesMayBeTooLargeForTheirScale() throws IOException {
    String file =
        program("OPENQASM 3.0; include \"stdgates.inc\"; input float a; qubit q; h q; rz(2*a) q;");
    assertThat(run("circuit", "run", file, "--angles", "1e308", "--shots", "5")).isEqualTo(1);
    assertThat(errors.toString()).contains("expected finite angles, got Infinity of RZ");
    assertThat(output.toString()).isEmpty();
  }

  @Test
  void anAnsatzTakesItsAngles() {
    JsonNode found =
        runJson("--ansatz", "sim-1", "--qubits", "2", "--angles", "3.141592653589793,0,0,0");

    assertThat(found.get("probabilities").get(2).asDouble()).isCloseTo(1, within(1e-15));
  }

  @Test
  void saysInWordsWhatARunFinds() throws IOException {
    assertThat(run("circuit", "run", bell(), "--observable", "ZZI")).isZero();

    assertThat(output)
        .hasToString(
            """
            qubits  3

            basis  probability  amplitude
            001  0.5000000000  0.7071067812 + 0.0000000000 i
            111  0.5000000000  0.7071067812 + 0.0000000000 i

            observable  expectation value
            ZZI  1.0000000000
            """);
  }

  @Test
  void exportsWhatCanBeReadBack() throws IOException {
    Path file = folder.resolve("exported.qasm");
    assertThat(
            run(
                "circuit",
                "export",
                "--model",
                model,
                "--digit",
                "3",
                "--timestep",
                "500",
                "--out",
                file.toString()))
        .as(errors.toString())
        .isZero();

    Circuit read = QasmReader.read(Files.readString(file)).circuit();
    Circuit written = network.circuit(3, 500);
    StateVector expected = new StateVector(written.qubits());
    StateVector state = new StateVector(written.qubits());
    new StateVectorSimulator().run(written, new double[0], expected);
    new StateVectorSimulator().run(read, new double[0], state);
    state.addScaled(-1, expected);
    assertThat(state.squaredNorm()).isLessThan(1e-24);
  }

  @Test
  void exportsNamesThatAreTakenAndMeasurements() throws IOException {
    String file =
        program(
            "OPENQASM 3.0; include \"stdgates.inc\"; input float t; input float q; qubit[2] r;"
                + " bit[2] x; rx(t) r[0]; ry(q) r[1]; x[1] = measure r[0];");
    assertThat(run("circuit", "export", file)).as(errors.toString()).isZero();

    assertThat(output)
        .hasToString(
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            input float[64] t_;
            input float[64] q_;
            qubit[2] q;
            rx(t_) q[0];
            ry(q_) q[1];
            bit[2] x_;
            x_[1] = measure q[0];
            """);
    assertThat(QasmReader.read(output.toString()).measurements())
        .isEqualTo(List.of(new Measurement(0, "x_", 1)));
  }

  @Test
  void exportsNamedAnglesAsInputs() {
    assertThat(run("circuit", "export", "--ansatz", "sim-1", "--qubits", "2")).isZero();

    assertThat(output.toString())
        .startsWith("OPENQASM 3.0;\n")
        .contains("input float[64] theta_3;", "rx(theta_0) q[0];");
    assertThat(QasmReader.read(output.toString()).parameterNames())
        .containsExactly("theta_0", "theta_1", "theta_2", "theta_3");
  }

  @Test
  void describesHowExpressiveAndEntanglingAnAnsatzIs() {
    assertThat(run("circuit", "describe", "--ansatz", "sim-9", "--json")).isZero();

    JsonNode found = JsonMapper.shared().readTree(output.toString());
    assertThat(found.get("entanglingCapability").get("value").asDouble())
        .isCloseTo(1, within(1e-12));
    assertThat(found.get("expressibility").get("value").asDouble()).isCloseTo(.677, within(.135));
  }

  @ParameterizedTest
  @CsvSource({
    "--shots=0, '--shots: expected an integer from 1 to 100000000, got 0'",
    "--noise=1.5, '--noise: expected a number from 0 to 1, got 1.5'",
    "--noise=NaN, '--noise: expected a number from 0 to 1, got NaN'",
    "--angles=1, '--angles: expected 0 numbers, one for each parameter of the circuit, got 1'",
    "--observable=ZZ, '--observable: expected 3 letters of I, X, Y and Z, one for each qubit, got ZZ'",
    "--observable=ZZQ, '--observable: expected 3 letters of I, X, Y and Z, one for each qubit, got ZZQ'",
    "--qubits=3, '--qubits goes with --ansatz only'",
    "--digit=3, '--digit goes with --model only'"
  })
  void saysWhatIsWrongWithARun(String option, String message) throws IOException {
    assertThat(run("circuit", "run", bell(), option)).isNotZero();
    assertThat(errors.toString()).contains(message).doesNotContain("\tat ");
    assertThat(output.toString()).isEmpty();
  }

  @Test
  void saysWhereAProgramIsWrong() throws IOException {
    String file = program("OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[2];\nfoo q[0];\n");
    assertThat(run("circuit", "draw", file)).isEqualTo(1);
    assertThat(errors.toString()).startsWith("draw: " + file + ":4:1: expected a gate");
  }

  @Test
  void saysWhichFileItCannotRead() throws IOException {
    assertThat(run("circuit", "draw", folder.toString())).isEqualTo(1);
    assertThat(errors.toString()).startsWith("draw: " + folder + ": ");
  }

  @Test
  void refusesWhatDoesNotFitMemory() throws IOException {
    assertThat(run("circuit", "run", program("OPENQASM 3.0;\nqubit[40] q;\n"))).isEqualTo(1);
    assertThat(errors.toString()).contains("got 40, whose state would need 16 TiB");

    String wide = program("OPENQASM 3.0;\nqubit[26] q;\n");
    assertThat(run("circuit", "run", wide, "--noise", "0.1", "--observable", "Z".repeat(26)))
        .isEqualTo(1);
    assertThat(errors.toString()).contains("a density matrix of 26 qubits needs 64 PiB");

    assertThat(run("circuit", "run", wide)).isEqualTo(2);
    assertThat(errors.toString()).contains("is run with --shots or --observable, got 26 qubits");
  }

  @Test
  void aSubcommandMustBeNamed() {
    assertThat(run("circuit")).isEqualTo(2);
    assertThat(errors.toString()).contains("Missing required subcommand", "draw", "describe");
  }
}
