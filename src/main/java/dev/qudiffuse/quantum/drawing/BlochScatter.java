package dev.qudiffuse.quantum.drawing;

import dev.qudiffuse.quantum.descriptor.BlochVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.geometry.euclidean.threed.Vector3D;
import org.apache.commons.math3.util.FastMath;

/**
 * Draws clouds of Bloch vectors in their ball as SVG: where the states of single qubits go while a
 * circuit's parameters vary. A vector on the sphere is a pure state; the further inside, the more
 * the qubit is entangled with others.
 *
 * <p>The ball is seen from in front of the x axis, a little from the right and from above, in
 * parallel projection: z points up to {@code |0⟩}, y to the right, x to the viewer. Points further
 * back are smaller and fainter; the more points there are, the smaller and the more transparent is
 * each, so that where many lie the colour is full. Lines behind the ball are dashed. Stateless and
 * thread-safe.
 */
public final class BlochScatter {

  /**
   * Points of one colour.
   *
   * @param name what they are, for the legend: {@code "q0"}
   * @param points perhaps none
   */
  public record Series(String name, List<BlochVector> points) {

    public Series {
      points = List.copyOf(points);
    }
  }

  private static final double RADIUS = 160;
  private static final double MARGIN = 28;
  private static final double CENTER = MARGIN + RADIUS;
  private static final double LABEL_DISTANCE = 14;
  private static final double MIDDLE = 5;

  private static final double AZIMUTH = Math.toRadians(27);
  private static final double ELEVATION = Math.toRadians(18);

  /** From the ball to the viewer, to the viewer's right, and up. */
  private static final Vector3D TOWARDS = new Vector3D(AZIMUTH, ELEVATION);

  private static final Vector3D RIGHT =
      new Vector3D(-FastMath.sin(AZIMUTH), FastMath.cos(AZIMUTH), 0);
  private static final Vector3D UP = TOWARDS.crossProduct(RIGHT);

  /** Points are drawn in slices of the ball, from the furthest to the nearest. */
  private static final int SLICES = 8;

  private static final double FURTHEST_OPACITY = 0.4;
  private static final double FURTHEST_SIZE = 0.75;

  /** Up to so many points, each is drawn in full colour and size. */
  private static final double FEW_POINTS = 400;

  private static final double LARGEST_POINT = 4;
  private static final double SMALLEST_POINT = 1.5;
  private static final double SMALLEST_OPACITY = 0.45;

  private static final String CSS =
      """

      .bloch{max-width:100%;height:auto}
      .bloch .paper{fill:#fff}
      .bloch .ball{fill:#f3f5f8;stroke:#8c959f;stroke-width:1.2}
      .bloch .front,.bloch .back,.bloch .axis{fill:none;stroke:#8c959f}
      .bloch .back{stroke-dasharray:3 4;stroke-opacity:.7}
      .bloch .front{stroke-opacity:.8}
      .bloch .axis{stroke-opacity:.6}
      .bloch text{fill:#1f2328;font-size:13px;text-anchor:middle}
      .bloch .start{text-anchor:start}
      @media (prefers-color-scheme:dark){
      .bloch .paper{fill:#0d1117}
      .bloch .ball{fill:#161b22;stroke:#6e7681}
      .bloch .front,.bloch .back,.bloch .axis{stroke:#8b949e}
      .bloch text{fill:#e6edf3}
      }
      """;

  private BlochScatter() {}

  /**
   * The drawing of some series, each in its colour.
   *
   * @param title what is shown, for readers who do not see it
   * @throws IllegalArgumentException if there are no series or more than colours
   */
  public static String svg(String title, List<Series> series) {
    Palette.requireCount(series.size());
    List<String> names = series.stream().map(Series::name).toList();
    SvgWriter svg =
        new SvgWriter(
            "bloch",
            2 * CENTER + Palette.legendWidth(names) + MARGIN,
            Math.max(2 * CENTER, Palette.legendHeight(names) + 2 * MARGIN),
            title,
            describe(series),
            CSS + Palette.css("bloch", series.size()));
    svg.circle("ball", CENTER, CENTER, RADIUS);
    drawCircles(svg, false);
    drawAxes(svg);
    drawPoints(svg, series);
    drawCircles(svg, true);
    Palette.drawLegend(svg, 2 * CENTER, MARGIN, names);
    return svg.finish();
  }

  private static String describe(List<Series> series) {
    StringBuilder text = new StringBuilder("Bloch vectors in their ball.");
    for (Series one : series) {
      text.append(" %s: %s points".formatted(one.name(), one.points().size()));
      one.points().stream()
          .mapToDouble(BlochVector::length)
          .average()
          .ifPresent(mean -> text.append(String.format(Locale.ROOT, ", mean length %.2f", mean)));
      text.append('.');
    }
    return text.toString();
  }

  private static double x(Vector3D point) {
    return CENTER + RADIUS * point.dotProduct(RIGHT);
  }

  private static double y(Vector3D point) {
    return CENTER - RADIUS * point.dotProduct(UP);
  }

  /** The halves of the equator and of two meridians that are in front, or those behind. */
  private static void drawCircles(SvgWriter svg, boolean front) {
    for (Vector3D normal : List.of(Vector3D.PLUS_K, Vector3D.PLUS_I, Vector3D.PLUS_J)) {
      // Seen at an angle, a great circle is an ellipse as long as the ball is wide. It passes from
      // the front to the back where it is perpendicular to the line of sight.
      Vector3D edge = normal.crossProduct(TOWARDS).normalize();
      double across = edge.dotProduct(RIGHT);
      double up = edge.dotProduct(UP);
      double narrow = normal.dotProduct(TOWARDS);
      // Of the two ways round from that point to the opposite one, the clockwise one is in front if
      // the normal points to the viewer, as all three do.
      svg.path(
          front ? "front" : "back",
          "M%s %sA%s %s %s 0 %s %s %s"
              .formatted(
                  SvgWriter.number(x(edge)),
                  SvgWriter.number(y(edge)),
                  SvgWriter.number(RADIUS),
                  SvgWriter.number(RADIUS * narrow),
                  SvgWriter.number(-FastMath.toDegrees(FastMath.atan2(up, across))),
                  front ? 1 : 0,
                  SvgWriter.number(x(edge.negate())),
                  SvgWriter.number(y(edge.negate()))));
    }
  }

  private static void drawAxes(SvgWriter svg) {
    for (Vector3D axis : List.of(Vector3D.PLUS_I, Vector3D.PLUS_J, Vector3D.PLUS_K)) {
      svg.line("axis", x(axis.negate()), y(axis.negate()), x(axis), y(axis));
    }
    label(svg, Vector3D.PLUS_I, LABEL_DISTANCE, "x");
    label(svg, Vector3D.PLUS_J, 2 * LABEL_DISTANCE, "y"); // beyond the outline, too
    svg.label("label", CENTER, CENTER - RADIUS - LABEL_DISTANCE + MIDDLE, "|0⟩");
    svg.label("label", CENTER, CENTER + RADIUS + LABEL_DISTANCE + MIDDLE, "|1⟩");
  }

  /** A name a little beyond the end of an axis. */
  private static void label(SvgWriter svg, Vector3D axis, double distance, String name) {
    double dx = axis.dotProduct(RIGHT);
    double dy = -axis.dotProduct(UP);
    double further = RADIUS + distance / FastMath.hypot(dx, dy);
    svg.label("label", CENTER + further * dx, CENTER + further * dy + MIDDLE, name);
  }

  private static void drawPoints(SvgWriter svg, List<Series> series) {
    double count = series.stream().mapToInt(one -> one.points().size()).sum();
    double crowd = Math.sqrt(Math.min(1, FEW_POINTS / count));
    double size = Math.max(SMALLEST_POINT, LARGEST_POINT * Math.sqrt(crowd));
    double opacity = Math.max(SMALLEST_OPACITY, crowd);
    List<List<List<Vector3D>>> slices = slices(series);
    for (int slice = 0; slice < SLICES; slice++) {
      double nearness = slice / (SLICES - 1.0);
      double sliceSize = size * (FURTHEST_SIZE + (1 - FURTHEST_SIZE) * nearness);
      double sliceOpacity = opacity * (FURTHEST_OPACITY + (1 - FURTHEST_OPACITY) * nearness);
      for (int i = 0; i < series.size(); i++) {
        List<Vector3D> points = slices.get(slice).get(i);
        if (!points.isEmpty()) {
          svg.open("g").attribute("class", Palette.cssClass(i));
          svg.attribute("fill-opacity", sliceOpacity);
          for (Vector3D point : points) {
            svg.shape("circle").attribute("cx", x(point)).attribute("cy", y(point));
            svg.attribute("r", sliceSize);
          }
          svg.close();
        }
      }
    }
  }

  /** The points by slice, then by series. */
  private static List<List<List<Vector3D>>> slices(List<Series> series) {
    List<List<List<Vector3D>>> slices = new ArrayList<>();
    for (int slice = 0; slice < SLICES; slice++) {
      List<List<Vector3D>> bySeries = new ArrayList<>();
      series.forEach(_ -> bySeries.add(new ArrayList<>()));
      slices.add(bySeries);
    }
    for (int i = 0; i < series.size(); i++) {
      for (BlochVector p : series.get(i).points()) {
        Vector3D point = new Vector3D(p.x(), p.y(), p.z());
        int slice = (int) ((point.dotProduct(TOWARDS) + 1) / 2 * SLICES);
        slices.get(Math.clamp(slice, 0, SLICES - 1)).get(i).add(point);
      }
    }
    return slices;
  }
}
