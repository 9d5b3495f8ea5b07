package dev.qudiffuse.quantum.drawing;

import dev.qudiffuse.quantum.Circuit;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a circuit with the characters of a terminal:
 *
 * <pre>
 *      ┌───┐
 * q0: ─┤ H ├──●──────────────
 *      └───┘  │  ┌─────────┐
 * q1: ────────⊕──┤ RY(π/4) ├─
 *                └─────────┘
 * </pre>
 *
 * <p>Time runs to the right; every gate stands as far left as it may. Dots are controls, {@code ⊕}
 * the target of a controlled X, two crosses an exchange. Angles are numbers, fractions of pi where
 * they are exactly that, or the circuit's parameters {@code θ0, θ1, ...}. A box on wires that are
 * not neighbours is drawn in parts that a line links. Where the order of a box's qubits matters, it
 * says at each wire which one it is: the letters of a Pauli string, or 0 and 1 for the first and
 * second qubit of a matrix. A global phase, which is on no wire, stands above.
 *
 * <p>A circuit wider than a line goes on below, the wires marked with {@code »} and {@code «}.
 * Stateless and thread-safe.
 */
public final class CircuitText {

  /** The narrowest line to which a circuit may be broken. */
  public static final int MIN_WIDTH = 20;

  /** Marks stand in columns of at least this width, or those of a chain would touch. */
  private static final int MIN_COLUMN = 3;

  /** The piece of wire behind each column. */
  private static final int GAP = 1;

  private final Layout layout;
  private final int[] widths;

  private CircuitText(Circuit circuit) {
    layout = Layout.of(circuit);
    widths =
        layout.columns().stream()
            .mapToInt(
                column ->
                    GAP
                        + column.stream()
                            .flatMap(placed -> placed.symbol().marks().stream())
                            .mapToInt(CircuitText::width)
                            .reduce(MIN_COLUMN, Math::max))
            .toArray();
  }

  /** The drawing in one piece, however wide, its lines separated by {@code \n}. */
  public static String of(Circuit circuit) {
    return new CircuitText(circuit).draw(Integer.MAX_VALUE);
  }

  /**
   * The drawing in lines of at most {@code width} characters, except where a single gate is wider.
   *
   * @throws IllegalArgumentException if the width is less than {@link #MIN_WIDTH}
   */
  public static String of(Circuit circuit, int width) {
    if (width < MIN_WIDTH) {
      throw new IllegalArgumentException(
          "expected a width of at least " + MIN_WIDTH + " characters, got " + width);
    }
    return new CircuitText(circuit).draw(width);
  }

  private static int width(Symbol.Mark mark) {
    return switch (mark) {
      case Symbol.Dot _, Symbol.Plus _, Symbol.Cross _ -> 1;
      case Symbol.Box box -> {
        int label = lines(box).stream().mapToInt(String::length).max().orElse(0);
        yield 4 + pinSpace(box) + label;
      }
    };
  }

  private static List<String> lines(Symbol.Box box) {
    return box.label().lines(2 * (box.last() - box.first()) + 1);
  }

  private static int pinSpace(Symbol.Box box) {
    return box.pins().isEmpty() ? 0 : box.pinLength() + 1;
  }

  private static int wire(int qubit) {
    return 2 * qubit + 1;
  }

  private String draw(int width) {
    // Beside the columns: "q0: ", a mark of continuation and a piece of wire, another mark.
    int margin = label(layout.qubits() - 1).length() + 3;
    List<Layout.Row> rows = Layout.rows(widths, width - margin);
    List<String> lines = new ArrayList<>();
    if (!layout.caption().isEmpty()) {
      lines.add(layout.caption());
    }
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        lines.add("");
      }
      lines.addAll(drawRow(rows.get(i), i > 0, i < rows.size() - 1));
    }
    return String.join("\n", lines);
  }

  private static String label(int qubit) {
    return "q" + qubit + ": ";
  }

  private List<String> drawRow(Layout.Row row, boolean continued, boolean continues) {
    int start = label(layout.qubits() - 1).length();
    int first = start + (continued ? 2 : 1);
    int end = first;
    for (int column = row.from(); column < row.to(); column++) {
      end += widths[column];
    }
    TextCanvas canvas = new TextCanvas(end + 2, 2 * layout.qubits() + 1);
    for (int qubit = 0; qubit < layout.qubits(); qubit++) {
      String label = label(qubit);
      canvas.write(start - label.length(), wire(qubit), label);
      drawWire(canvas, wire(qubit), start, end, continued, continues);
    }
    int left = first;
    for (int column = row.from(); column < row.to(); column++) {
      int center = left + (widths[column] - GAP) / 2;
      for (Layout.Placed placed : layout.columns().get(column)) {
        drawSymbol(canvas, placed.symbol(), center);
      }
      left += widths[column];
    }
    return canvas.rows();
  }

  private static void drawWire(
      TextCanvas canvas, int y, int start, int end, boolean continued, boolean continues) {
    // The ends reach one cell further than what is shown of them, so that they are whole dashes.
    canvas.horizontal(y, start - 1, end);
    if (continued) {
      canvas.write(start, y, "«");
    }
    canvas.write(end, y, continues ? "»" : " ");
  }

  private static void drawSymbol(TextCanvas canvas, Symbol symbol, int center) {
    List<Symbol.Mark> marks = symbol.marks();
    for (int i = 1; i < marks.size(); i++) {
      canvas.vertical(center, bottom(marks.get(i - 1)), top(marks.get(i)));
    }
    for (Symbol.Mark mark : marks) {
      switch (mark) {
        case Symbol.Dot dot -> canvas.write(center, wire(dot.first()), "●");
        case Symbol.Plus plus -> canvas.write(center, wire(plus.first()), "⊕");
        case Symbol.Cross cross -> canvas.write(center, wire(cross.first()), "╳");
        case Symbol.Box box -> drawBox(canvas, box, center);
      }
    }
  }

  private static int top(Symbol.Mark mark) {
    return wire(mark.first()) - (mark instanceof Symbol.Box ? 1 : 0);
  }

  private static int bottom(Symbol.Mark mark) {
    return wire(mark.last()) + (mark instanceof Symbol.Box ? 1 : 0);
  }

  private static void drawBox(TextCanvas canvas, Symbol.Box box, int center) {
    int width = width(box);
    int left = center - width / 2;
    canvas.rectangle(left, top(box), left + width - 1, bottom(box));
    for (int i = 0; i < box.pins().size(); i++) {
      canvas.write(left + 2, wire(box.first() + i), box.pins().get(i));
    }
    List<String> lines = lines(box);
    int y = (top(box) + bottom(box) - lines.size() + 1) / 2;
    for (String line : lines) {
      canvas.write(left + 2 + pinSpace(box), y++, line);
    }
  }
}
