package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.Circuit;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * What one program may cost, since programs come from strangers: a few lines of nested definitions
 * or loops can otherwise stand for more gates than there are atoms. Counts the steps of one
 * reading; not thread-safe.
 */
final class Limits {

  /** The longest program, in characters. */
  static final int MAX_LENGTH = 1 << 20;

  /**
   * How deeply brackets, operators and blocks may be nested; keeps recursion off the stack's end.
   */
  static final int MAX_NESTING = 400;

  /** How deeply gate definitions may build on one another. */
  static final int MAX_DEFINITION_DEPTH = 100;

  /** Qubits of all registers together, so that the circuit can be simulated. */
  static final int MAX_QUBITS = Circuit.MAX_QUBITS;

  /** Classical bits of all registers together. */
  static final int MAX_BITS = 1 << 16;

  /**
   * Gates, statements, operators and rewritings carried out, all loops and definitions expanded.
   */
  static final int MAX_STEPS = 1_000_000;

  private int steps;
  private @Nullable Token statement;

  /** Remembers which statement is being carried out, for whatever goes wrong within it. */
  void enter(Token token) {
    statement = token;
  }

  void charge(long count) {
    if (count > MAX_STEPS - steps) {
      throw fault("expected a program of at most " + MAX_STEPS + " steps once expanded, got more");
    }
    steps += (int) count;
  }

  /** A fault of the statement that is being carried out. */
  QasmException fault(String message) {
    return statement == null
        ? new QasmException(1, 1, message)
        : QasmException.at(statement, message);
  }
}
