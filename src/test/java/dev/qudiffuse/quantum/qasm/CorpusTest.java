package dev.qudiffuse.quantum.qasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorpusTest {

  private static final double TOLERANCE = 1e-12;

  /** What a file expects: a kind and its words. */
  private record Expectation(String kind, List<String> words) {}

  static Stream<Path> corpus() {
    return Programs.corpus().stream();
  }

  @Test
  void thereAreEnoughPrograms() {
    assertThat(Programs.corpus()).hasSizeGreaterThanOrEqualTo(100);
    assertThat(corpus().filter(file -> !expectations(Programs.text(file)).isEmpty()))
        .hasSizeGreaterThanOrEqualTo(100);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void meansWhatItSays(Path file) {
    String text = Programs.text(file);
    QasmProgram program = QasmReader.read(text);
    List<Expectation> expectations = expectations(text);
    StateVector state = run(program, parameters(program, expectations));
    assertThat(state.squaredNorm()).isCloseTo(1, within(TOLERANCE));
    for (Expectation expectation : expectations) {
      check(expectation, file, program, state);
    }
  }

  /** Numbers and not only inputs: the writer's text of what was read means the same. */
  @ParameterizedTest
  @MethodSource("corpus")
  void comesBackFromTheWriter(Path file) {
    String text = Programs.text(file);
    QasmProgram program = QasmReader.read(text);
    double[] parameters = parameters(program, expectations(text));
    QasmProgram again = QasmReader.read(QasmWriter.write(program.circuit(), parameters));
    assertThat(Dense.distance(run(again, new double[0]), run(program, parameters)))
        .isLessThan(TOLERANCE);
  }

  private static void check(
      Expectation expectation, Path file, QasmProgram program, StateVector state) {
    switch (expectation.kind()) {
      case "state" -> checkState(expectation.words(), state);
      case "probabilities" -> checkProbabilities(expectation.words(), state);
      case "outcome" -> checkOutcome(expectation.words().getFirst(), program, state);
      case "measurements" ->
          assertThat(
                  program.measurements().stream()
                      .map(m -> m.qubit() + "->" + m.register() + "[" + m.bit() + "]"))
              .isEqualTo(expectation.words());
      case "qubits" ->
          assertThat(program.circuit().qubits())
              .isEqualTo(Integer.parseInt(expectation.words().getFirst()));
      case "parameters" ->
          assertThat(program.parameterNames())
              .isEqualTo(expectation.words().stream().map(word -> word.split("=")[0]).toList());
      case "equals" -> {
        Path other = file.resolveSibling(expectation.words().getFirst());
        QasmProgram expected = QasmReader.read(Programs.text(other));
        assertThat(
                Dense.simulated(program.circuit()).maxDistance(Dense.simulated(expected.circuit())))
            .isLessThan(TOLERANCE);
      }
      default -> throw new IllegalArgumentException("expect-" + expectation.kind());
    }
  }

  private static void checkState(List<String> words, StateVector state) {
    StateVector expected = new StateVector(state.qubits());
    expected.clear();
    for (String word : words) {
      String[] parts = word.split("[:,]");
      int index = Integer.parseInt(parts[0], 2);
      expected.re()[index] = Double.parseDouble(parts[1]);
      expected.im()[index] = parts.length > 2 ? Double.parseDouble(parts[2]) : 0;
    }
    assertThat(Dense.distance(state, expected)).isLessThan(TOLERANCE);
  }

  private static void checkProbabilities(List<String> words, StateVector state) {
    double[] expected = new double[state.dimension()];
    for (String word : words) {
      String[] parts = word.split(":");
      expected[Integer.parseInt(parts[0], 2)] = Double.parseDouble(parts[1]);
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(probability(state, i)).isCloseTo(expected[i], within(TOLERANCE));
    }
  }

  private static void checkOutcome(String word, QasmProgram program, StateVector state) {
    String register = word.split("=")[0];
    String bits = word.split("=")[1];
    Map<Integer, Integer> qubits =
        program.measurements().stream()
            .filter(measurement -> measurement.register().equals(register))
            .collect(Collectors.toMap(Measurement::bit, Measurement::qubit));
    double probability = 0;
    for (int i = 0; i < state.dimension(); i++) {
      StringBuilder outcome = new StringBuilder();
      for (int bit = 0; bit < bits.length(); bit++) {
        Integer qubit = qubits.get(bit);
        outcome.append(qubit == null ? "." : String.valueOf(i >> (state.qubits() - 1 - qubit) & 1));
      }
      probability += outcome.toString().equals(bits) ? probability(state, i) : 0;
    }
    assertThat(probability).isCloseTo(1, within(TOLERANCE));
  }

  private static double probability(StateVector state, int i) {
    return state.re()[i] * state.re()[i] + state.im()[i] * state.im()[i];
  }

  private static StateVector run(QasmProgram program, double[] parameters) {
    StateVector state = new StateVector(program.circuit().qubits());
    new StateVectorSimulator().run(program.circuit(), parameters, state);
    return state;
  }

  private static double[] parameters(QasmProgram program, List<Expectation> expectations) {
    double[] values =
        expectations.stream()
            .filter(expectation -> expectation.kind().equals("parameters"))
            .flatMap(expectation -> expectation.words().stream())
            .mapToDouble(word -> Double.parseDouble(word.split("=")[1]))
            .toArray();
    assertThat(program.circuit().parameterCount()).isEqualTo(values.length);
    return values;
  }

  private static List<Expectation> expectations(String text) {
    List<Expectation> expectations = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("// expect-")) {
        String[] words = line.substring("// expect-".length()).split(" ");
        expectations.add(new Expectation(words[0], Arrays.asList(words).subList(1, words.length)));
      }
    }
    return expectations;
  }
}
