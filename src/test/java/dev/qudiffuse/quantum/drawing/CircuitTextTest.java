package dev.qudiffuse.quantum.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CircuitTextTest {

  private static final Pattern BOX = Pattern.compile("┤[^├┤]*├");

  static Stream<Circuit> randomCircuits() {
    return LayoutTest.randomCircuits();
  }

  @Test
  void drawsTheExampleOfItsDocumentation() {
    Circuit circuit =
        Circuit.builder(2)
            .add(FixedGate.H, 0)
            .add(FixedGate.CNOT, 0, 1)
            .add(RotationGate.RY, 1, Angle.of(Math.PI / 4))
            .build();
    assertThat(CircuitText.of(circuit))
        .isEqualTo(
            """
                 ┌───┐
            q0: ─┤ H ├──●──────────────
                 └───┘  │  ┌─────────┐
            q1: ────────⊕──┤ RY(π/4) ├─
                           └─────────┘\
            """);
  }

  @Test
  void goldenFiles() {
    GoldenFile.requireSame("boxes.txt", CircuitText.of(ExampleCircuits.boxes()) + "\n");
    GoldenFile.requireSame("controls.txt", CircuitText.of(ExampleCircuits.controls()) + "\n");
    GoldenFile.requireSame(
        "fourier-transform.txt", CircuitText.of(ExampleCircuits.fourierTransform(5), 100) + "\n");
    GoldenFile.requireSame(
        "cluster-layer.txt", CircuitText.of(new ClusterAnsatz().circuit(5, 1), 80) + "\n");
  }

  @Test
  void aCircuitWithoutGatesIsItsWires() {
    assertThat(CircuitText.of(Circuit.builder(2).build())).isEqualTo("q0: ─\n\nq1: ─");
  }

  @ParameterizedTest
  @MethodSource("randomCircuits")
  void everyWireIsUnbroken(Circuit circuit) {
    List<String> wires =
        CircuitText.of(circuit).lines().filter(line -> line.contains(": ")).toList();
    assertThat(wires).hasSize(circuit.qubits());
    assertThat(wires.stream().map(String::length).distinct()).hasSize(1);
    assertThat(wires)
        .allSatisfy(
            wire ->
                assertThat(BOX.matcher(wire.substring(wire.indexOf(':') + 2)).replaceAll("─"))
                    .matches("[─┼●⊕╳]+"));
  }

  @ParameterizedTest
  @MethodSource("randomCircuits")
  void everyMarkAndEveryLetterOfEveryLabelIsThere(Circuit circuit) {
    String drawn =
        CircuitText.of(circuit)
            .replaceAll("(?m)^ *q\\d+: ", "")
            .replaceAll("[\\s\u2500-\u256F]", "");
    StringBuilder expected = new StringBuilder(Layout.of(circuit).caption().replace(" ", ""));
    circuit.operations().stream()
        .flatMap(operation -> Symbol.of(operation).marks().stream())
        .forEach(
            mark -> {
              switch (mark) {
                case Symbol.Dot _ -> expected.append('●');
                case Symbol.Plus _ -> expected.append('⊕');
                case Symbol.Cross _ -> expected.append('╳');
                case Symbol.Box box -> {
                  expected.append(box.label().line().replace(" ", ""));
                  box.pins().forEach(expected::append);
                }
              }
            });
    assertThat(drawn.chars().sorted()).containsExactlyElementsOf(letters(expected.toString()));
  }

  private static List<Integer> letters(String text) {
    return text.chars().sorted().boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("randomCircuits")
  void aLineIsNoLongerThanAllowedAndLosesNothing(Circuit circuit) {
    String whole = CircuitText.of(circuit);
    for (int width : new int[] {60, 80, 133}) {
      String folded = CircuitText.of(circuit, width);
      assertThat(folded.lines())
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
      assertThat(unfold(folded, circuit.qubits())).isEqualTo(wires(whole));
    }
  }

  private static List<String> wires(String drawing) {
    return drawing.lines().filter(line -> line.contains(": ")).toList();
  }

  /** The wires, put together again from the rows of a folded drawing. */
  private static List<String> unfold(String folded, int qubits) {
    List<String> wires = wires(folded);
    return IntStream.range(0, qubits)
        .mapToObj(
            qubit -> {
              StringBuilder whole = new StringBuilder(wires.get(qubit));
              for (int i = qubit + qubits; i < wires.size(); i += qubits) {
                whole.setLength(whole.length() - 2);
                whole.append(wires.get(i).substring(wires.get(i).indexOf('«') + 1));
              }
              return whole.toString();
            })
        .toList();
  }

  @Test
  void aGateWiderThanALineIsNotCut() {
    Circuit circuit =
        Circuit.builder(1)
            .add(RotationGate.RX, 0, Angle.parameter(123).times(1.2345).plus(1234.5678))
            .add(FixedGate.H, 0)
            .build();
    assertThat(CircuitText.of(circuit, 20)).contains("┤ RX(1.23θ123+1234.57) ├─»", "«─┤ H ├─");
  }

  @Test
  void aNarrowWidthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CircuitText.of(new ClusterAnsatz().circuit(2, 1), 19))
        .withMessage("expected a width of at least 20 characters, got 19");
  }
}
