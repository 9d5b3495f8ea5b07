package dev.qudiffuse.quantum.drawing;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.GlobalPhase;
import dev.qudiffuse.quantum.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the operations of a circuit stand: each in the first column that is free behind all
 * operations before it on every wire from its topmost to its lowest qubit. So the columns are
 * moments, and a vertical line never meets another gate.
 *
 * @param qubits number of wires
 * @param columns from left to right, each with the operations in it
 * @param caption what is on no wire, the global phase; else empty
 */
record Layout(int qubits, List<List<Placed>> columns, String caption) {

  /** An operation and its looks. */
  record Placed(Operation operation, Symbol symbol) {}

  static Layout of(Circuit circuit) {
    int[] free = new int[circuit.qubits()];
    List<List<Placed>> columns = new ArrayList<>();
    for (Operation operation : circuit.operations()) {
      if (operation.gate() instanceof GlobalPhase) {
        continue;
      }
      Symbol symbol = Symbol.of(operation);
      int column = 0;
      for (int qubit = symbol.first(); qubit <= symbol.last(); qubit++) {
        column = Math.max(column, free[qubit]);
      }
      for (int qubit = symbol.first(); qubit <= symbol.last(); qubit++) {
        free[qubit] = column + 1;
      }
      if (column == columns.size()) {
        columns.add(new ArrayList<>());
      }
      columns.get(column).add(new Placed(operation, symbol));
    }
    return new Layout(circuit.qubits(), columns, caption(circuit));
  }

  /** {@code "global phase π/4 + 2θ0"}: the sum of all there are. */
  private static String caption(Circuit circuit) {
    List<Angle> phases =
        circuit.operations().stream()
            .filter(operation -> operation.gate() instanceof GlobalPhase)
            .map(operation -> operation.angles().getFirst())
            .toList();
    if (phases.isEmpty()) {
      return "";
    }
    String sum = phases.stream().map(AngleLabel::brief).collect(Collectors.joining(" + "));
    return Label.name(GlobalPhase.GLOBAL_PHASE) + " " + sum.replace("+ −", "− ");
  }

  /**
   * Some neighbouring columns, which are drawn in one row.
   *
   * @param from first column
   * @param to column after the last
   */
  record Row(int from, int to) {}

  /**
   * Breaks the columns into rows that are as full as possible. A column that is wider than a row
   * has one to itself. A circuit without gates has one row.
   *
   * @param widths of the columns, with the space behind each
   * @param room what a row holds
   */
  static List<Row> rows(int[] widths, int room) {
    List<Row> rows = new ArrayList<>();
    int from = 0;
    int filled = 0;
    for (int column = 0; column < widths.length; column++) {
      if (column > from && filled + widths[column] > room) {
        rows.add(new Row(from, column));
        from = column;
        filled = 0;
      }
      filled += widths[column];
    }
    rows.add(new Row(from, widths.length));
    return rows;
  }
}
