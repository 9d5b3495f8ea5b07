package dev.qudiffuse.quantum.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.descriptor.BlochVector;
import dev.qudiffuse.quantum.drawing.BlochScatter.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.UnitSphereRandomVectorGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

class BlochScatterTest {

  private static final double CENTER = 188;
  private static final double RADIUS = 160;

  private static List<BlochVector> sphere(int count, RandomGenerator random) {
    var directions = new UnitSphereRandomVectorGenerator(3, random);
    List<BlochVector> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] p = directions.nextVector();
      points.add(new BlochVector(p[0], p[1], p[2]));
    }
    return points;
  }

  private static List<Element> points(SvgDocument svg) {
    return svg.elements("g").flatMap(g -> SvgDocument.elements(g, "circle")).toList();
  }

  private static Element draw(BlochVector point) {
    SvgDocument svg =
        SvgDocument.parse(BlochScatter.svg("One", List.of(new Series("q0", List.of(point)))));
    svg.requireSound();
    return points(svg).getFirst();
  }

  @Test
  void goldenFile() {
    List<BlochVector> points = sphere(40, new Well19937c(5));
    GoldenFile.requireSame(
        "bloch.svg",
        BlochScatter.svg(
            "Random pure states",
            List.of(
                new Series("q0", points.subList(0, 20)),
                new Series("q1", points.subList(20, 40)))));
  }

  /** Seen from an azimuth of 27 and an elevation of 18 degrees. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 0",
    "0, 0, 1, 0, 0.951057",
    "1, 0, 0, -0.453990, -0.275336",
    "0, 1, 0, 0.891007, -0.140291",
    "0.5, 0.5, 0.5, 0.218508, 0.267715"
  })
  void pointsStandWhereTheProjectionPutsThem(
      double x, double y, double z, double right, double up) {
    Element point = draw(new BlochVector(x, y, z));
    assertThat(SvgDocument.number(point, "cx")).isCloseTo(CENTER + RADIUS * right, within(0.006));
    assertThat(SvgDocument.number(point, "cy")).isCloseTo(CENTER - RADIUS * up, within(0.006));
  }

  @Test
  void whatIsFurtherBackIsSmallerAndFainterAndDrawnFirst() {
    BlochVector near = new BlochVector(0.9, 0, 0);
    BlochVector far = new BlochVector(-0.9, 0, 0);
    SvgDocument svg =
        SvgDocument.parse(BlochScatter.svg("Two", List.of(new Series("q0", List.of(near, far)))));
    List<Element> groups = svg.elements("g").toList();
    assertThat(groups).hasSize(2);
    assertThat(SvgDocument.number(groups.get(0), "fill-opacity"))
        .isLessThan(SvgDocument.number(groups.get(1), "fill-opacity"));
    List<Element> points = points(svg);
    assertThat(SvgDocument.number(points.get(0), "cx")).isGreaterThan(CENTER); // x points left
    assertThat(SvgDocument.number(points.get(0), "r"))
        .isLessThan(SvgDocument.number(points.get(1), "r"));
  }

  /** The ends of the axes lie on the great circles, and the near ones on the halves in front. */
  @Test
  void theHalvesInFrontAreTheSolidOnes() {
    SvgDocument svg =
        SvgDocument.parse(BlochScatter.svg("None", List.of(new Series("q0", List.of()))));
    List<String> front = paths(svg, "front");
    List<String> back = paths(svg, "back");
    assertThat(front).hasSize(3);
    // The equator: from its right end clockwise, which on paper is through the bottom, to the left.
    assertThat(front.getFirst()).isEqualTo("M348 188A160 49.44 0 0 1 28 188");
    assertThat(back.getFirst()).isEqualTo("M348 188A160 49.44 0 0 0 28 188");
    assertThat(back).isEqualTo(front.stream().map(path -> path.replace(" 0 1 ", " 0 0 ")).toList());
  }

  private static List<String> paths(SvgDocument svg, String cssClass) {
    return svg.elements("path")
        .filter(path -> path.getAttribute("class").equals(cssClass))
        .map(path -> path.getAttribute("d"))
        .toList();
  }

  @Test
  void everyPointIsDrawnInItsSeriesColour() {
    RandomGenerator random = new Well19937c(1);
    List<Series> series =
        IntStream.range(0, 12)
            .mapToObj(i -> new Series("q" + i, sphere(100 * (i % 3), random)))
            .toList();
    SvgDocument svg = SvgDocument.parse(BlochScatter.svg("Many", series));
    svg.requireSound();
    for (int i = 0; i < series.size(); i++) {
      String cssClass = "s" + i;
      assertThat(
              svg.elements("g")
                  .filter(g -> g.getAttribute("class").equals(cssClass))
                  .flatMap(g -> SvgDocument.elements(g, "circle")))
          .hasSize(series.get(i).points().size());
      assertThat(SvgDocument.childText(svg.root(), "style")).contains(".bloch .s" + i + "{fill:#");
    }
    assertThat(points(svg))
        .allMatch(
            point ->
                Math.hypot(
                        SvgDocument.number(point, "cx") - CENTER,
                        SvgDocument.number(point, "cy") - CENTER)
                    < RADIUS + 0.01);
  }

  @Test
  void theDescriptionSaysHowEntangledTheyAre() {
    List<BlochVector> points = List.of(new BlochVector(0, 0, 1), new BlochVector(0.6, 0, 0));
    SvgDocument svg =
        SvgDocument.parse(
            BlochScatter.svg(
                "Two", List.of(new Series("q0", points), new Series("q1", List.of()))));
    assertThat(SvgDocument.childText(svg.root(), "desc"))
        .isEqualTo("Bloch vectors in their ball. q0: 2 points, mean length 0.80. q1: 0 points.");
  }

  @Test
  void badInputIsNamed() {
    Series empty = new Series("q0", List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BlochScatter.svg("", Collections.nCopies(13, empty)))
        .withMessage("expected 1 to 12 series, got 13");
  }
}
