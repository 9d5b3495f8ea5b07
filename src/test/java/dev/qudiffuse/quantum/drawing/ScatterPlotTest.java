package dev.qudiffuse.quantum.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.drawing.ScatterPlot.Axis;
import dev.qudiffuse.quantum.drawing.ScatterPlot.Point;
import dev.qudiffuse.quantum.drawing.ScatterPlot.Scale;
import dev.qudiffuse.quantum.drawing.ScatterPlot.Series;
import java.awt.geom.Rectangle2D;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class ScatterPlotTest {

  private static final Axis X = new Axis("expressibility", Scale.LOGARITHMIC);
  private static final Axis Y = new Axis("mean Q", Scale.LINEAR);

  /** Some of Sim et al.'s circuits (10.1002/qute.201900070), one layer on four qubits. */
  private static final Series CIRCUITS =
      new Series(
          "one layer",
          List.of(
              new Point("1", 0.300, 0),
              new Point("2", 0.286, 0.621),
              new Point("3", 0.240, 0.170),
              new Point("4", 0.134, 0.312),
              new Point("5", 0.060, 0.288),
              new Point("6", 0.006, 0.685),
              new Point("9", 0.677, 1)));

  private static List<Element> points(SvgDocument svg) {
    return svg.elements("circle")
        .filter(circle -> circle.getAttribute("class").startsWith("point"))
        .toList();
  }

  @Test
  void goldenFile() {
    GoldenFile.requireSame("scatter.svg", ScatterPlot.svg("Circuits", X, Y, List.of(CIRCUITS)));
  }

  @Test
  void pointsStandWhereTheyBelong() {
    SvgDocument svg = SvgDocument.parse(ScatterPlot.svg("Circuits", X, Y, List.of(CIRCUITS)));
    svg.requireSound();
    List<Element> points = points(svg);
    assertThat(points).hasSize(CIRCUITS.points().size());
    // The axes are 0.005 to 1 and 0 to 1, on 520 x 340 pixels; the left one is where the labels of
    // the other end.
    double left = 44 + TextWidth.of("0.2", 13);
    for (int i = 0; i < points.size(); i++) {
      Point point = CIRCUITS.points().get(i);
      double share = Math.log(point.x() / 0.005) / Math.log(200);
      assertThat(SvgDocument.number(points.get(i), "cx"))
          .isCloseTo(left + 520 * share, within(0.0051));
      assertThat(SvgDocument.number(points.get(i), "cy"))
          .isCloseTo(22 + 340 * (1 - point.y()), within(0.0051));
      assertThat(SvgDocument.childText((Element) points.get(i).getParentNode(), "title"))
          .isEqualTo(point.label() + " (" + point.x() + ", " + point.y() + ")");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 30, 200})
  void isSoundWhateverThePoints(int count) {
    RandomGenerator random = new Well19937c(count);
    List<Point> points =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Point(
                        i % 3 == 0 ? "" : "<" + i + ">",
                        Math.exp(10 * random.nextGaussian()),
                        12_345 + 1e-3 * random.nextGaussian()))
            .toList();
    List<Series> series =
        List.of(new Series("a & b", points), new Series("none", List.of()), CIRCUITS);
    for (Scale scale : Scale.values()) {
      SvgDocument svg =
          SvgDocument.parse(ScatterPlot.svg("Random", new Axis("x", scale), Y, series));
      svg.requireSound();
      assertThat(points(svg)).hasSize(count + CIRCUITS.points().size());
      assertThat(svg.elements("text").map(Element::getTextContent))
          .contains("a & b", "none", "one layer", "x", "mean Q");
    }
  }

  @Test
  void labelsCoverNeitherPointsNorOneAnotherWhereThereIsRoom() {
    SvgDocument svg = SvgDocument.parse(ScatterPlot.svg("Circuits", X, Y, List.of(CIRCUITS)));
    List<Rectangle2D> labels =
        svg.elements("text")
            .filter(text -> text.getAttribute("class").startsWith("name"))
            .map(SvgDocument::text)
            .toList();
    assertThat(labels).hasSize(CIRCUITS.points().size());
    for (Rectangle2D label : labels) {
      assertThat(labels.stream().filter(label::intersects)).hasSize(1);
      assertThat(points(svg).stream().map(SvgDocument::circle).filter(label::intersects)).isEmpty();
    }
  }

  @Test
  void badInputIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Point("a", Double.NaN, 1))
        .withMessage("expected coordinates of at most 1e100, got (NaN, 1.0) for a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Point("a", 1, Double.NEGATIVE_INFINITY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScatterPlot.svg("", X, Y, List.of(new Series("a", List.of()))))
        .withMessage("expected at least one point");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScatterPlot.svg("", X, Y, List.of()))
        .withMessage("expected 1 to 12 series, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScatterPlot.svg("", X, Y, Collections.nCopies(13, CIRCUITS)))
        .withMessage("expected 1 to 12 series, got 13");
    Series zero = new Series("a", List.of(new Point("", 0, 0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScatterPlot.svg("", X, Y, List.of(zero)))
        .withMessage("expected positive numbers on a logarithmic axis, got 0.0");
  }
}
