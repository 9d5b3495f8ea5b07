package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ProgramContext;

/**
 * Reads OpenQASM, version 2 (arXiv 1707.03429) and version 3 (arXiv 2104.14722), as circuits.
 *
 * <p>Read are: both libraries of standard gates; gate definitions; registers, aliases and slices,
 * and gates broadcast over registers; constants and expressions; the modifiers {@code inv}, {@code
 * ctrl}, {@code negctrl}, {@code pow} and {@code gphase}; {@code for} loops over constant ranges;
 * barriers; measurements of qubits that no gate follows; and {@code input float} or {@code input
 * angle}, which become parameters of the circuit. A program without a version is read as version 3;
 * version 2 differs in {@code ^}, a power there, only.
 *
 * <p>Angles are affine in the inputs. Everything else, such as feed-forward ({@code if}), {@code
 * reset}, subroutines or timing, is refused and never passed over. See the package for the
 * conventions. Thread-safe.
 */
public final class QasmReader {

  private QasmReader() {}

  /**
   * Reads a program.
   *
   * @throws QasmException if it is not OpenQASM, or not a circuit, or too large
   */
  public static QasmProgram read(String text) {
    ProgramContext syntax = Syntax.parse(text);
    return new ProgramBuilder(syntax).build();
  }
}
