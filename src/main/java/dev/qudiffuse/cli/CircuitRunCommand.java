package dev.qudiffuse.cli;

import dev.qudiffuse.generation.IntegerRange;
import dev.qudiffuse.generation.InvalidRequestException;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.PauliSum;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.execution.Backend;
import dev.qudiffuse.quantum.execution.DensityMatrixBackend;
import dev.qudiffuse.quantum.execution.ExactBackend;
import dev.qudiffuse.quantum.execution.TrajectoryBackend;
import dev.qudiffuse.quantum.noise.NoiseModel;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code circuit run}: runs a circuit from |0...0> and says what it finds.
 *
 * <p>Without noise the state is exact. With noise it is a density matrix, as long as that is small,
 * and otherwise, where shots are asked for, the mean of as many quantum trajectories. Counts are
 * drawn from that. Amplitudes are printed up to 12 qubits, where there is no noise, and
 * probabilities up to 16.
 */
@Command(
    name = "run",
    description =
        "Runs a circuit from |0...0>: its state, probabilities, counts and expectation values.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets what is required
final class CircuitRunCommand implements Callable<Integer> {

  private static final int MAX_STATE_QUBITS = 12;
  private static final int MAX_PROBABILITY_QUBITS = 16;

  /** Beyond this, trajectories are faster than a density matrix of 16 MB and more. */
  private static final int MAX_DENSITY_MATRIX_QUBITS = 10;

  private static final int MAX_SHOTS = 100_000_000;

  @Spec private CommandSpec spec;

  @Mixin private CircuitOptions options;

  @Option(
      names = "--angles",
      split = ",",
      paramLabel = "A",
      description = "Values of the circuit's parameters in radians, in their order.")
  private double @Nullable [] angles;

  @Option(
      names = "--shots",
      paramLabel = "N",
      description = "Measure all qubits this many times and count what is read.")
  private @Nullable Integer shots;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of the shots; 1 when not given.")
  private long seed;

  @Option(
      names = "--noise",
      paramLabel = "P",
      description =
          "After every gate, replace the state of its qubit, or of its two, by the fully mixed one"
              + " with this probability; of a gate on more, that of each qubit by itself. Gates are"
              + " those that `circuit draw` shows.")
  private @Nullable Double noise;

  @Option(
      names = "--observable",
      paramLabel = "PAULIS",
      description =
          "Expectation value of a Pauli string such as ZZI, one letter for each qubit; may be given"
              + " several times.")
  private List<String> observables = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    requireOptions();
    Circuit circuit = options.circuit();
    if (circuit.qubits() > MAX_PROBABILITY_QUBITS && shots == null && observables.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "a circuit of more than %d qubits is run with --shots or --observable, got %d qubits"
              .formatted(MAX_PROBABILITY_QUBITS, circuit.qubits()));
    }
    double[] values = values(circuit);
    List<Observable> measured = observables.stream().map(s -> observable(s, circuit)).toList();
    CircuitRunReport report;
    try {
      report = run(circuit, values, measured);
    } catch (IllegalArgumentException e) {
      // what the circuit would need does not fit this machine
      throw new CircuitException(String.valueOf(e.getMessage()), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? report.toJson() : CircuitRunText.of(report));
    out.flush();
    return ExitCode.OK;
  }

  private void requireOptions() {
    if (shots != null) {
      new IntegerRange(1, MAX_SHOTS).require("shots", shots);
    }
    if (noise != null && !(noise >= 0 && noise <= 1)) {
      throw new InvalidRequestException("noise", "a number from 0 to 1", noise.toString());
    }
  }

  private double[] values(Circuit circuit) {
    double[] given = angles == null ? new double[0] : angles;
    if (given.length != circuit.parameterCount()) {
      throw new InvalidRequestException(
          "angles",
          "%d numbers, one for each parameter of the circuit".formatted(circuit.parameterCount()),
          Integer.toString(given.length));
    }
    for (double value : given) {
      if (!Double.isFinite(value)) {
        throw new InvalidRequestException("angles", "finite numbers", Double.toString(value));
      }
    }
    return given;
  }

  private static Observable observable(String letters, Circuit circuit) {
    String expected = "%d letters of I, X, Y and Z, one for each qubit".formatted(circuit.qubits());
    if (letters.length() != circuit.qubits()) {
      throw new InvalidRequestException("observable", expected, letters);
    }
    try {
      return PauliSum.of(letters.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException("observable", expected, letters);
    }
  }

  private CircuitRunReport run(Circuit circuit, double[] values, List<Observable> measured) {
    RandomGenerator random = new Well19937c(seed);
    StateVector zero = new StateVector(circuit.qubits());
    Backend backend = backend(circuit.qubits(), random);
    CircuitRunReport report = CircuitRunReport.of(circuit.qubits());
    if (shots != null && needsTrajectories(circuit.qubits())) {
      report = report.withTrajectories(shots);
    }
    if (noise == null && circuit.qubits() <= MAX_STATE_QUBITS) {
      StateVector state = new StateVector(circuit.qubits());
      new StateVectorSimulator().run(circuit, values, state);
      report = report.withState(state);
    }
    if (circuit.qubits() <= MAX_PROBABILITY_QUBITS) {
      report = report.withProbabilities(backend.probabilities(circuit, values, zero));
    }
    if (shots != null) {
      report = report.withCounts(backend.counts(circuit, values, zero, shots, random).byOutcome());
    }
    if (!measured.isEmpty()) {
      List<Estimate> estimates = backend.expectationValues(circuit, values, zero, measured);
      report = report.withExpectations(byName(estimates));
    }
    return report;
  }

  private Backend backend(int qubits, RandomGenerator random) {
    if (noise == null) {
      return new ExactBackend();
    }
    NoiseModel model = NoiseModel.depolarizing(noise);
    if (shots == null || !needsTrajectories(qubits)) {
      return new DensityMatrixBackend(model);
    }
    if (shots < 2) {
      throw new InvalidRequestException(
          "shots",
          "an integer from 2 with noise on more than %d qubits, where figures are means over as many"
                  .formatted(MAX_DENSITY_MATRIX_QUBITS)
              + " trajectories",
          shots.toString());
    }
    return new TrajectoryBackend(model, shots, random);
  }

  private boolean needsTrajectories(int qubits) {
    return noise != null && qubits > MAX_DENSITY_MATRIX_QUBITS;
  }

  private SequencedMap<String, Estimate> byName(List<Estimate> estimates) {
    SequencedMap<String, Estimate> found = new LinkedHashMap<>();
    for (int i = 0; i < observables.size(); i++) {
      found.put(observables.get(i).toUpperCase(Locale.ROOT), estimates.get(i));
    }
    return found;
  }
}
