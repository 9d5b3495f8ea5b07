package dev.qudiffuse.quantum.qasm;

import org.antlr.v4.runtime.Token;

/**
 * A program that is not OpenQASM, or that asks for what a circuit cannot be. The message begins
 * with the place, {@code line:column:}, and says what was expected and what came.
 */
public final class QasmException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;

  QasmException(int line, int column, String message) {
    super(line + ":" + column + ": " + message);
    this.line = line;
    this.column = column;
  }

  /** A fault at the first character of a token. */
  static QasmException at(Token token, String message) {
    return new QasmException(token.getLine(), token.getCharPositionInLine() + 1, message);
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column in that line, from 1, in Unicode code points. */
  public int column() {
    return column;
  }
}
