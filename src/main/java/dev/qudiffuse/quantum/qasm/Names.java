package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.qasm.grammar.QasmLexer;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** The names that a written program uses, and which ones are left for its parameters. */
final class Names {

  /** The register of qubits. */
  static final String REGISTER = "q";

  /** How the names of gates begin that a program defines. */
  static final String DEFINED = "qudiffuse_";

  private static final Set<String> TAKEN =
      Set.of(REGISTER, "pi", "tau", "euler", "\u03c0", "\u03c4", "\u2107", "U", "CX", "gphase");

  private Names() {}

  /** Refuses what is no identifier, and what has a meaning of its own. */
  static void requireFree(String name) {
    if (!isFree(name)) {
      throw new IllegalArgumentException(
          "expected a name that OpenQASM and its standard gates do not use, got \"" + name + "\"");
    }
  }

  /**
   * The name, with underscores behind it until it is free.
   *
   * @param name that a program has, and so an identifier or a word of the language
   * @param taken names beside those with a meaning of their own
   */
  static String free(String name, Set<String> taken) {
    String free = name;
    while (!isFree(free) || taken.contains(free)) {
      free += "_";
    }
    return free;
  }

  private static boolean isFree(String name) {
    QasmLexer lexer = new QasmLexer(CharStreams.fromString(name));
    Token token = lexer.nextToken();
    boolean identifier = token.getType() == QasmLexer.IDENTIFIER && token.getText().equals(name);
    return identifier
        && !TAKEN.contains(name)
        && !name.startsWith(DEFINED)
        && !StandardGates.library("stdgates.inc").orElseThrow().containsKey(name);
  }
}
