package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ExpressionContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.OperandContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.SelectionContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * What operands stand for: a register, or with {@code [i]}, {@code [a:b]}, {@code [a:step:b]} or
 * {@code [{i, j}]} a part of it. Both ends of a range belong to it; a negative index counts from
 * the end.
 */
final class Operands {

  private final Expressions expressions;

  Operands(Expressions expressions) {
    this.expressions = expressions;
  }

  /** Bits of one register. */
  record BitSelection(String register, List<Integer> indices) {}

  /** The numbers from first to last by a step. */
  record Range(long first, long step, long last) {
    boolean contains(long i) {
      return step > 0 ? i <= last : i >= last;
    }
  }

  Scope.Qubits qubits(OperandContext operand, Scope scope) {
    return switch (symbol(operand, scope)) {
      case Scope.Qubits qubits when operand.selection() == null -> qubits;
      case Scope.Qubits qubits -> {
        requireRegister(operand, qubits.single(), qubits.kind());
        List<Integer> places = select(operand.selection(), qubits.indices().size(), scope);
        boolean single = operand.selection().expression().size() == 1;
        yield new Scope.Qubits(places.stream().map(qubits.indices()::get).toList(), single);
      }
      case Scope.Symbol other ->
          throw QasmException.at(
              operand.getStart(),
              "expected a qubit or register of qubits, got "
                  + other.kind()
                  + " '"
                  + operand.name().getText()
                  + "'");
    };
  }

  BitSelection bits(OperandContext operand, Scope scope) {
    return switch (symbol(operand, scope)) {
      case Scope.Bits bits when operand.selection() == null ->
          new BitSelection(bits.name(), indices(bits.size()));
      case Scope.Bits bits -> {
        requireRegister(operand, bits.single(), bits.kind());
        yield new BitSelection(bits.name(), select(operand.selection(), bits.size(), scope));
      }
      case Scope.Symbol other ->
          throw QasmException.at(
              operand.getStart(),
              "expected a bit or register of bits, got "
                  + other.kind()
                  + " '"
                  + operand.name().getText()
                  + "'");
    };
  }

  /** A range with integer ends and a step other than 0, from its two or three parts. */
  Range range(List<ExpressionContext> parts, Scope scope) {
    int first = integer(parts.getFirst(), scope);
    int last = integer(parts.getLast(), scope);
    int step = parts.size() == 3 ? integer(parts.get(1), scope) : 1;
    if (step == 0) {
      throw QasmException.at(parts.get(1).getStart(), "expected a step other than 0, got 0");
    }
    return new Range(first, step, last);
  }

  private static Scope.Symbol symbol(OperandContext operand, Scope scope) {
    String name = operand.name().getText();
    Scope.Symbol symbol = scope.find(name);
    if (symbol == null) {
      throw QasmException.at(
          operand.getStart(), "expected a declared register, got the name '" + name + "'");
    }
    return symbol;
  }

  private static void requireRegister(OperandContext operand, boolean single, String kind) {
    if (single) {
      throw QasmException.at(
          operand.getStart(),
          "expected a register before '[', got " + kind + " '" + operand.name().getText() + "'");
    }
  }

  private List<Integer> select(SelectionContext selection, int size, Scope scope) {
    List<Integer> places = new ArrayList<>();
    List<ExpressionContext> parts = selection.expression();
    if (selection.expressionList() != null) {
      for (ExpressionContext index : selection.expressionList().expression()) {
        places.add(place(index, size, scope));
      }
    } else if (parts.size() == 1) {
      places.add(place(parts.getFirst(), size, scope));
    } else {
      long step = range(parts, scope).step();
      long first = place(parts.getFirst(), size, scope);
      Range within = new Range(first, step, place(parts.getLast(), size, scope));
      for (long i = first; within.contains(i); i += step) {
        places.add((int) i);
      }
    }
    requireDistinct(selection.getStart(), places);
    return places;
  }

  private int place(ExpressionContext index, int size, Scope scope) {
    int place = expressions.integer(index, scope, -size, size - 1);
    return place < 0 ? place + size : place;
  }

  private int integer(ExpressionContext expression, Scope scope) {
    return expressions.integer(expression, scope, -Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private static void requireDistinct(Token position, List<Integer> places) {
    if (places.isEmpty()) {
      throw QasmException.at(position, "expected at least one index, got an empty range");
    }
    if (new HashSet<>(places).size() != places.size()) {
      throw QasmException.at(position, "expected distinct indices, got " + places);
    }
  }

  private static List<Integer> indices(int size) {
    List<Integer> indices = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      indices.add(i);
    }
    return indices;
  }
}
