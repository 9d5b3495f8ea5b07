package dev.qudiffuse.quantum.drawing;

import dev.qudiffuse.quantum.Circuit;
import java.util.List;

/**
 * Draws a circuit as SVG, with the same symbols in the same places as {@link CircuitText}.
 *
 * <p>Gates without angles, rotations, two-qubit blocks and matrices differ in colour; labels are
 * short, and every gate is a group whose title names the gate, its qubits and its angles with every
 * digit, which browsers show when it is pointed at. Stateless and thread-safe.
 */
public final class CircuitSvg {

  /** The narrowest drawing into which a circuit may be broken, in pixels. */
  public static final int MIN_WIDTH = 200;

  private static final double MARGIN = 16;
  private static final double FONT_SIZE = 13;
  private static final double PIN_SIZE = 10;

  /** From wire to wire. */
  private static final double PITCH = 44;

  private static final double BOX_HEIGHT = 30;
  private static final double BOX_PADDING = 9;
  private static final double LINE_HEIGHT = 17;

  /** From a baseline up to the middle of the letters. */
  private static final double MIDDLE = 0.36;

  private static final double GAP = 14;
  private static final double MIN_COLUMN = 22;
  private static final double ROW_GAP = 26;

  private static final double DOT_RADIUS = 4.5;
  private static final double PLUS_RADIUS = 10;
  private static final double CROSS_SIZE = 6;

  private static final String CSS =
      """

      .circuit{max-width:100%;height:auto}
      .circuit .paper{fill:#fff}
      .circuit .wire,.circuit .link{stroke:#57606a;stroke-width:1.3}
      .circuit .more{stroke:#57606a;stroke-width:1.3;stroke-dasharray:2 3}
      .circuit text{fill:#1f2328;font-size:13px;text-anchor:middle}
      .circuit .qubit{text-anchor:end}
      .circuit .pin{font-size:10px;fill:#57606a}
      .circuit .box{stroke-width:1.3}
      .circuit .fixed .box{fill:#ddf0ff;stroke:#2f81c4}
      .circuit .rotation .box{fill:#fff0d9;stroke:#c4812f}
      .circuit .block .box{fill:#ece4fb;stroke:#8157c9}
      .circuit .unitary .box{fill:#e0f3e4;stroke:#3d9450}
      .circuit .dot{fill:#24292f}
      .circuit .plus{fill:#fff;stroke:#24292f;stroke-width:1.5}
      .circuit .cross{fill:none;stroke:#24292f;stroke-width:1.8}
      @media (prefers-color-scheme:dark){
      .circuit .paper{fill:#0d1117}
      .circuit .wire,.circuit .link,.circuit .more{stroke:#8b949e}
      .circuit text{fill:#e6edf3}
      .circuit .pin{fill:#9ea7b3}
      .circuit .fixed .box{fill:#12304c;stroke:#58a6e8}
      .circuit .rotation .box{fill:#43300f;stroke:#dba050}
      .circuit .block .box{fill:#322352;stroke:#ab87ee}
      .circuit .unitary .box{fill:#153a20;stroke:#56b86c}
      .circuit .dot{fill:#e6edf3}
      .circuit .plus{fill:#0d1117;stroke:#e6edf3}
      .circuit .cross{stroke:#e6edf3}
      }
      """;

  private final Layout layout;
  private final int[] widths;
  private final double wiresFrom;

  private CircuitSvg(Circuit circuit) {
    layout = Layout.of(circuit);
    widths =
        layout.columns().stream()
            .mapToInt(
                column ->
                    (int)
                        Math.ceil(
                            GAP
                                + column.stream()
                                    .flatMap(placed -> placed.symbol().marks().stream())
                                    .mapToDouble(CircuitSvg::width)
                                    .reduce(MIN_COLUMN, Math::max)))
            .toArray();
    wiresFrom = MARGIN + Math.ceil(TextWidth.of("q" + (layout.qubits() - 1), FONT_SIZE)) + 6;
  }

  /** The drawing in one piece, however wide. */
  public static String of(Circuit circuit) {
    return new CircuitSvg(circuit).draw(title(circuit), Integer.MAX_VALUE);
  }

  /**
   * The drawing with a title of one's own, broken into rows.
   *
   * @param title what the circuit is, for readers who do not see it
   * @param width which no row exceeds, in pixels, except where a single gate is wider
   * @throws IllegalArgumentException if the width is less than {@link #MIN_WIDTH}
   */
  public static String of(Circuit circuit, String title, int width) {
    if (width < MIN_WIDTH) {
      throw new IllegalArgumentException(
          "expected a width of at least " + MIN_WIDTH + " pixels, got " + width);
    }
    return new CircuitSvg(circuit).draw(title, width);
  }

  private static String title(Circuit circuit) {
    return "Quantum circuit of " + count(circuit.qubits(), "qubit");
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private String description() {
    long gates = layout.columns().stream().mapToLong(List::size).sum();
    return "%s, %s in %s%s; time runs to the right."
        .formatted(
            count(layout.qubits(), "qubit"),
            count(gates, "gate"),
            count(layout.columns().size(), "column"),
            layout.caption().isEmpty() ? "" : ", " + layout.caption());
  }

  private static double width(Symbol.Mark mark) {
    return switch (mark) {
      case Symbol.Dot _ -> 2 * DOT_RADIUS;
      case Symbol.Plus _ -> 2 * PLUS_RADIUS;
      case Symbol.Cross _ -> 2 * CROSS_SIZE;
      case Symbol.Box box -> {
        double label =
            lines(box).stream().mapToDouble(l -> TextWidth.of(l, FONT_SIZE)).max().orElse(0);
        yield Math.max(BOX_HEIGHT, 2 * BOX_PADDING + pinSpace(box) + label);
      }
    };
  }

  private static List<String> lines(Symbol.Box box) {
    double height = height(box);
    return box.label().lines((int) (height / LINE_HEIGHT)).stream()
        .map(CircuitSvg::withSubscripts)
        .toList();
  }

  /** {@code θ12} becomes {@code θ₁₂}. */
  private static String withSubscripts(String label) {
    StringBuilder text = new StringBuilder();
    boolean index = false;
    for (char c : label.toCharArray()) {
      index = c == 'θ' || index && Character.isDigit(c);
      text.append(index && c != 'θ' ? (char) ('₀' + c - '0') : c);
    }
    return text.toString();
  }

  private static double pinSpace(Symbol.Box box) {
    return box.pins().isEmpty() ? 0 : box.pinLength() * PIN_SIZE;
  }

  private static double height(Symbol.Box box) {
    return BOX_HEIGHT + (box.last() - box.first()) * PITCH;
  }

  private String draw(String title, int width) {
    List<Layout.Row> rows = Layout.rows(widths, (int) (width - wiresFrom - 2 * GAP - MARGIN));
    double longest = rows.stream().mapToDouble(this::length).max().orElse(0);
    double rowHeight = (layout.qubits() - 1) * PITCH + BOX_HEIGHT;
    double above = layout.caption().isEmpty() ? 0 : LINE_HEIGHT;
    double height = 2 * MARGIN + above + rows.size() * (rowHeight + ROW_GAP) - ROW_GAP;
    double captionWidth = TextWidth.of(layout.caption(), FONT_SIZE);
    double drawn = Math.max(wiresFrom + longest, MARGIN + captionWidth);
    SvgWriter svg = new SvgWriter("circuit", drawn + MARGIN, height, title, description(), CSS);
    if (above > 0) {
      svg.label(
          "caption",
          MARGIN + captionWidth / 2,
          MARGIN + FONT_SIZE,
          withSubscripts(layout.caption()));
    }
    double top = MARGIN + above + BOX_HEIGHT / 2;
    for (int i = 0; i < rows.size(); i++) {
      drawRow(svg, rows.get(i), top, i > 0, i < rows.size() - 1);
      top += rowHeight + ROW_GAP;
    }
    return svg.finish();
  }

  /** The wires' length: the columns' and a piece on either side. */
  private double length(Layout.Row row) {
    double length = 2 * GAP;
    for (int column = row.from(); column < row.to(); column++) {
      length += widths[column];
    }
    return length;
  }

  private void drawRow(
      SvgWriter svg, Layout.Row row, double top, boolean continued, boolean continues) {
    double end = wiresFrom + length(row);
    for (int qubit = 0; qubit < layout.qubits(); qubit++) {
      double y = top + qubit * PITCH;
      svg.label("qubit", wiresFrom - 6, y + MIDDLE * FONT_SIZE, "q" + qubit);
      double from = continued ? wiresFrom + GAP : wiresFrom;
      double to = continues ? end - GAP : end;
      if (continued) {
        svg.line("more", wiresFrom, y, from, y);
      }
      svg.line("wire", from, y, to, y);
      if (continues) {
        svg.line("more", to, y, end, y);
      }
    }
    double left = wiresFrom + GAP * 1.5;
    for (int column = row.from(); column < row.to(); column++) {
      double center = left + (widths[column] - GAP) / 2;
      for (Layout.Placed placed : layout.columns().get(column)) {
        drawGate(svg, placed, center, top);
      }
      left += widths[column];
    }
  }

  private static void drawGate(SvgWriter svg, Layout.Placed placed, double x, double top) {
    Symbol symbol = placed.symbol();
    String cssClass =
        switch (symbol.kind()) {
          case FIXED -> "fixed";
          case ROTATION -> "rotation";
          case BLOCK -> "block";
          case UNITARY -> "unitary";
        };
    svg.open("g").attribute("class", cssClass);
    svg.leaf("title", Label.describe(placed.operation()));
    if (symbol.marks().size() > 1) {
      svg.line("link", x, top + symbol.first() * PITCH, x, top + symbol.last() * PITCH);
    }
    for (Symbol.Mark mark : symbol.marks()) {
      double y = top + mark.first() * PITCH;
      switch (mark) {
        case Symbol.Dot _ -> svg.circle("dot", x, y, DOT_RADIUS);
        case Symbol.Plus _ -> drawPlus(svg, x, y);
        case Symbol.Cross _ -> drawCross(svg, x, y);
        case Symbol.Box box -> drawBox(svg, box, x, y);
      }
    }
    svg.close();
  }

  private static void drawPlus(SvgWriter svg, double x, double y) {
    svg.circle("plus", x, y, PLUS_RADIUS);
    String left = SvgWriter.number(x - PLUS_RADIUS);
    String top = SvgWriter.number(y - PLUS_RADIUS);
    String size = SvgWriter.number(2 * PLUS_RADIUS);
    svg.path(
        "plus",
        "M%s %sh%sM%s %sv%s"
            .formatted(left, SvgWriter.number(y), size, SvgWriter.number(x), top, size));
  }

  private static void drawCross(SvgWriter svg, double x, double y) {
    String left = SvgWriter.number(x - CROSS_SIZE);
    String top = SvgWriter.number(y - CROSS_SIZE);
    String bottom = SvgWriter.number(y + CROSS_SIZE);
    String size = SvgWriter.number(2 * CROSS_SIZE);
    svg.path(
        "cross",
        "M%s %sl%s %sM%s %sl%s -%s".formatted(left, top, size, size, left, bottom, size, size));
  }

  private static void drawBox(SvgWriter svg, Symbol.Box box, double x, double y) {
    double width = width(box);
    double left = x - width / 2;
    svg.shape("rect").attribute("class", "box").attribute("x", left);
    svg.attribute("y", y - BOX_HEIGHT / 2).attribute("width", width);
    svg.attribute("height", height(box)).attribute("rx", 4);
    for (int i = 0; i < box.pins().size(); i++) {
      svg.label("pin", left + 9, y + i * PITCH + MIDDLE * PIN_SIZE, box.pins().get(i));
    }
    List<String> lines = lines(box);
    double middle = y + (box.last() - box.first()) * PITCH / 2 + MIDDLE * FONT_SIZE;
    double baseline = middle - (lines.size() - 1) * LINE_HEIGHT / 2;
    for (String line : lines) {
      svg.label("label", x + pinSpace(box) / 2, baseline, line.strip());
      baseline += LINE_HEIGHT;
    }
  }
}
