package dev.qudiffuse.quantum.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class CircuitSvgTest {

  static Stream<Circuit> randomCircuits() {
    return LayoutTest.randomCircuits();
  }

  @Test
  void goldenFiles() {
    GoldenFile.requireSame("boxes.svg", CircuitSvg.of(ExampleCircuits.boxes()));
    GoldenFile.requireSame(
        "controls.svg", CircuitSvg.of(ExampleCircuits.controls(), "Gates with controls", 300));
  }

  @ParameterizedTest
  @MethodSource("randomCircuits")
  void isSoundAndEveryGateIsAGroupThatSaysWhatItIs(Circuit circuit) {
    for (int width : new int[] {400, 900, 100_000}) {
      SvgDocument svg = SvgDocument.parse(CircuitSvg.of(circuit, "Random", width));
      svg.requireSound();
      assertThat(SvgDocument.number(svg.root(), "width")).isLessThanOrEqualTo(width);
      assertThat(svg.elements("g").map(gate -> SvgDocument.childText(gate, "title")))
          .containsExactlyInAnyOrderElementsOf(
              circuit.operations().stream()
                  .filter(operation -> !operation.qubits().isEmpty())
                  .map(Label::describe)
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("randomCircuits")
  void noTwoGatesOverlap(Circuit circuit) {
    SvgDocument svg = SvgDocument.parse(CircuitSvg.of(circuit, "Random", 700));
    List<Rectangle2D> gates = svg.elements("g").map(SvgDocument::extent).toList();
    for (Rectangle2D gate : gates) {
      assertThat(gates.stream().filter(gate::intersects)).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("randomCircuits")
  void everyLabelFitsItsBox(Circuit circuit) {
    SvgDocument svg = SvgDocument.parse(CircuitSvg.of(circuit));
    List<Element> boxed =
        svg.elements("g").filter(gate -> SvgDocument.elements(gate, "text").count() > 0).toList();
    assertThat(boxed)
        .isNotEmpty()
        .allSatisfy(
            gate -> {
              List<Rectangle2D> boxes =
                  SvgDocument.elements(gate, "rect").map(SvgDocument::rectangle).toList();
              assertThat(SvgDocument.elements(gate, "text").map(SvgDocument::text))
                  .allSatisfy(text -> assertThat(boxes).anyMatch(box -> box.contains(text)));
            });
  }

  @ParameterizedTest
  @MethodSource("randomCircuits")
  void everyWireRunsThroughItsRow(Circuit circuit) {
    SvgDocument svg = SvgDocument.parse(CircuitSvg.of(circuit));
    List<Element> wires =
        svg.elements("line").filter(line -> line.getAttribute("class").equals("wire")).toList();
    assertThat(wires).hasSize(circuit.qubits());
    double end = SvgDocument.number(wires.getFirst(), "x2");
    assertThat(svg.elements("g").map(SvgDocument::extent))
        .allSatisfy(
            gate -> {
              assertThat(gate.getMinX()).isGreaterThan(SvgDocument.number(wires.getFirst(), "x1"));
              assertThat(gate.getMaxX()).isLessThan(end);
            });
  }

  @Test
  void aTitleMayHoldAnything() {
    SvgDocument svg =
        SvgDocument.parse(
            CircuitSvg.of(new ClusterAnsatz().circuit(2, 1), "<b>&\"'\u0001\uD800 ]]> 🙂", 800));
    assertThat(SvgDocument.childText(svg.root(), "title")).isEqualTo("<b>&\"'\uFFFD\uFFFD ]]> 🙂");
  }

  @Test
  void aCircuitWithoutGatesIsItsWires() {
    SvgDocument svg = SvgDocument.parse(CircuitSvg.of(Circuit.builder(3).build()));
    svg.requireSound();
    assertThat(svg.elements("line")).hasSize(3);
    assertThat(SvgDocument.childText(svg.root(), "desc"))
        .isEqualTo("3 qubits, 0 gates in 0 columns; time runs to the right.");
  }

  @Test
  void aNarrowWidthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CircuitSvg.of(new ClusterAnsatz().circuit(2, 1), "", 199))
        .withMessage("expected a width of at least 200 pixels, got 199");
  }
}
