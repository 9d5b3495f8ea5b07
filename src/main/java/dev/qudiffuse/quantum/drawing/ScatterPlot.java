package dev.qudiffuse.quantum.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Draws points with labels in a plane as SVG, such as the expressibility of circuits against their
 * entangling capability.
 *
 * <p>Axes end at round numbers around the data; labels stand beside their points where they cover
 * least. Every point is a group whose title names it and its coordinates. Stateless and
 * thread-safe.
 */
public final class ScatterPlot {

  /** How numbers become distances. */
  public enum Scale {
    /** Equal differences are equal distances. */
    LINEAR,
    /** Equal ratios are equal distances. */
    LOGARITHMIC
  }

  /**
   * What is plotted along one side.
   *
   * @param title of the quantity, with its unit
   * @param scale how it is plotted
   */
  public record Axis(String title, Scale scale) {}

  /**
   * A point.
   *
   * @param label what is written beside it, perhaps nothing
   * @param x at most 1e100 in size
   * @param y at most 1e100 in size
   */
  public record Point(String label, double x, double y) {

    /** Checks that it has a place. */
    public Point {
      if (!(Math.max(Math.abs(x), Math.abs(y)) <= 1 / PlotAxis.SMALLEST)) { // NaN is not
        throw new IllegalArgumentException(
            "expected coordinates of at most 1e100, got (%s, %s) for %s".formatted(x, y, label));
      }
    }
  }

  /**
   * Points of one colour.
   *
   * @param name what they are, for the legend
   * @param points perhaps none
   */
  public record Series(String name, List<Point> points) {

    public Series {
      points = List.copyOf(points);
    }
  }

  private static final double LEFT_OF_LABELS = 36;
  private static final double TICK_GAP = 8;
  private static final double TOP = 22;
  private static final double WIDTH = 520;
  private static final double HEIGHT = 340;
  private static final double BOTTOM = 58;
  private static final double RIGHT = 24;
  private static final double POINT_RADIUS = 5;
  private static final double FONT_SIZE = 13;
  private static final double LABEL_SIZE = 12;

  private static final String CSS =
      """

      .scatter{max-width:100%;height:auto}
      .scatter .paper{fill:#fff}
      .scatter .grid{stroke:#d8dee4}
      .scatter .frame{stroke:#57606a;stroke-width:1.2}
      .scatter text{fill:#1f2328;font-size:13px;text-anchor:middle}
      .scatter .tick{fill:#57606a}
      .scatter .start{text-anchor:start}
      .scatter .end{text-anchor:end}
      .scatter .name{font-size:12px}
      .scatter .point{stroke:#fff;stroke-width:1}
      @media (prefers-color-scheme:dark){
      .scatter .paper{fill:#0d1117}
      .scatter .grid{stroke:#2b323b}
      .scatter .frame{stroke:#8b949e}
      .scatter text{fill:#e6edf3}
      .scatter .tick{fill:#9ea7b3}
      .scatter .point{stroke:#0d1117}
      }
      """;

  private final double left;
  private final List<Series> series;
  private final PlotAxis x;
  private final PlotAxis y;

  private ScatterPlot(Axis x, Axis y, List<Series> series) {
    this.series = series;
    this.x = axis(x, Point::x);
    this.y = axis(y, Point::y);
    this.left =
        LEFT_OF_LABELS
            + TICK_GAP
            + this.y.ticks().stream()
                .mapToDouble(tick -> TextWidth.of(tick.label(), FONT_SIZE))
                .max()
                .orElseThrow();
  }

  /**
   * The plot of some series, each in its colour.
   *
   * @param title what is shown, for readers who do not see it
   * @throws IllegalArgumentException if there are no points, no series or more than colours, or a
   *     number that is not positive on a logarithmic axis
   */
  public static String svg(String title, Axis x, Axis y, List<Series> series) {
    Palette.requireCount(series.size());
    return new ScatterPlot(x, y, series).draw(title, x, y);
  }

  private PlotAxis axis(Axis axis, ToDoubleFunction<Point> coordinate) {
    var values =
        series.stream()
            .flatMap(one -> one.points().stream())
            .mapToDouble(coordinate)
            .summaryStatistics();
    if (values.getCount() == 0) {
      throw new IllegalArgumentException("expected at least one point");
    }
    return switch (axis.scale()) {
      case LINEAR -> PlotAxis.linear(values.getMin(), values.getMax());
      case LOGARITHMIC -> PlotAxis.logarithmic(values.getMin(), values.getMax());
    };
  }

  private double x(double value) {
    return left + WIDTH * x.position(value);
  }

  private double y(double value) {
    return TOP + HEIGHT * (1 - y.position(value));
  }

  private String draw(String title, Axis xAxis, Axis yAxis) {
    List<String> names = series.stream().map(Series::name).toList();
    SvgWriter svg =
        new SvgWriter(
            "scatter",
            left + WIDTH + RIGHT + Palette.legendWidth(names) + RIGHT,
            Math.max(TOP + HEIGHT + BOTTOM, 2 * TOP + Palette.legendHeight(names)),
            title,
            describe(xAxis, yAxis),
            CSS + Palette.css("scatter", series.size()));
    drawGrid(svg);
    svg.label("title", left + WIDTH / 2, TOP + HEIGHT + BOTTOM - 14, xAxis.title());
    svg.open("g")
        .attribute("transform", "translate(20 %s) rotate(-90)".formatted(number(TOP + HEIGHT / 2)));
    svg.label("title", 0, 0, yAxis.title()).close();
    drawPoints(svg);
    drawLabels(svg);
    Palette.drawLegend(svg, left + WIDTH + RIGHT, TOP, names);
    return svg.finish();
  }

  private static String number(double value) {
    return SvgWriter.number(value);
  }

  private String describe(Axis xAxis, Axis yAxis) {
    StringBuilder text =
        new StringBuilder("%s against %s.".formatted(yAxis.title(), xAxis.title()));
    for (Series one : series) {
      text.append(" %s: %s points.".formatted(one.name(), one.points().size()));
    }
    return text.toString();
  }

  private void drawGrid(SvgWriter svg) {
    for (PlotAxis.Tick tick : x.ticks()) {
      svg.line("grid", x(tick.value()), TOP, x(tick.value()), TOP + HEIGHT);
      if (!tick.label().isEmpty()) {
        svg.label("tick", x(tick.value()), TOP + HEIGHT + 19, tick.label());
      }
    }
    for (PlotAxis.Tick tick : y.ticks()) {
      svg.line("grid", left, y(tick.value()), left + WIDTH, y(tick.value()));
      if (!tick.label().isEmpty()) {
        svg.label("tick end", left - TICK_GAP, y(tick.value()) + 0.36 * FONT_SIZE, tick.label());
      }
    }
    svg.line("frame", left, TOP, left, TOP + HEIGHT);
    svg.line("frame", left, TOP + HEIGHT, left + WIDTH, TOP + HEIGHT);
  }

  private void drawPoints(SvgWriter svg) {
    for (int i = 0; i < series.size(); i++) {
      for (Point point : series.get(i).points()) {
        svg.open("g");
        svg.leaf("title", "%s (%s, %s)".formatted(point.label(), point.x(), point.y()).strip());
        svg.circle("point " + Palette.cssClass(i), x(point.x()), y(point.y()), POINT_RADIUS);
        svg.close();
      }
    }
  }

  /** Last, and so over the points. */
  private void drawLabels(SvgWriter svg) {
    List<Point> points = series.stream().flatMap(one -> one.points().stream()).toList();
    List<LabelPlacement.Box> marks = new ArrayList<>();
    for (Point point : points) {
      marks.add(LabelPlacement.Box.around(x(point.x()), y(point.y()), POINT_RADIUS + 2));
    }
    LabelPlacement placement =
        new LabelPlacement(
            new LabelPlacement.Box(left, TOP, left + WIDTH + RIGHT, TOP + HEIGHT), marks);
    for (int i = 0; i < points.size(); i++) {
      String label = points.get(i).label();
      if (!label.isBlank()) {
        LabelPlacement.Box box =
            placement.place(marks.get(i), TextWidth.of(label, LABEL_SIZE), LABEL_SIZE);
        drawLabel(svg, label, marks.get(i), box);
      }
    }
  }

  /** Against its point, where it is beside it: how long it will be is known only roughly. */
  private static void drawLabel(
      SvgWriter svg, String label, LabelPlacement.Box point, LabelPlacement.Box box) {
    double baseline = box.bottom() - 1.5;
    if (box.left() >= point.right()) {
      svg.label("name start", box.left(), baseline, label);
    } else if (box.right() <= point.left()) {
      svg.label("name end", box.right(), baseline, label);
    } else {
      svg.label("name", (box.left() + box.right()) / 2, baseline, label);
    }
  }
}
