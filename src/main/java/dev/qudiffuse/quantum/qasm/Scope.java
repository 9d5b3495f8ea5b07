package dev.qudiffuse.quantum.qasm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * What names stand for: those of a block, then those of the blocks around it. Gates have names of
 * their own, so that a register may be called {@code x}.
 */
final class Scope {

  /** What a name can stand for. */
  sealed interface Symbol {
    /** What it is, for messages. */
    String kind();
  }

  /**
   * A number, known or affine in the input parameters.
   *
   * @param whole whether its type is an integer's
   */
  record Value(Affine affine, boolean whole) implements Symbol {

    /** A known number of a real type. */
    static Value real(double value) {
      return new Value(Affine.of(value), false);
    }

    @Override
    public String kind() {
      return "a number";
    }
  }

  /**
   * Qubits of the circuit.
   *
   * @param indices which
   * @param single whether it is a qubit and not a register of one
   */
  record Qubits(List<Integer> indices, boolean single) implements Symbol {
    @Override
    public String kind() {
      return single ? "a qubit" : "a qubit register";
    }
  }

  /** A classical bit or register. */
  record Bits(String name, int size, boolean single) implements Symbol {
    @Override
    public String kind() {
      return single ? "a bit" : "a bit register";
    }
  }

  private final @Nullable Scope parent;
  private final boolean numbersOnly;
  private final Map<String, Symbol> symbols = new HashMap<>();

  private Scope(@Nullable Scope parent, boolean numbersOnly) {
    this.parent = parent;
    this.numbersOnly = numbersOnly;
  }

  /** The outermost scope, still empty. */
  static Scope global() {
    return new Scope(null, false);
  }

  /** A scope for a block within this one. */
  Scope block() {
    return new Scope(this, false);
  }

  /** A scope for the body of a gate, which sees the constants around it but no qubit or input. */
  Scope gateBody() {
    return new Scope(this, true);
  }

  void declare(Token position, String name, Symbol symbol) {
    if (symbols.containsKey(name)) {
      throw QasmException.at(
          position, "expected a new name, got '" + name + "', which is already declared");
    }
    symbols.put(name, symbol);
  }

  /** Gives a real number a new value, without asking whether it had one. */
  void set(String name, Affine value) {
    symbols.put(name, new Value(value, false));
  }

  @Nullable Symbol find(String name) {
    Symbol symbol = symbols.get(name);
    if (symbol != null || parent == null) {
      return symbol;
    }
    Symbol outer = parent.find(name);
    return numbersOnly && !(outer instanceof Value value && value.affine().isConstant())
        ? null
        : outer;
  }
}
