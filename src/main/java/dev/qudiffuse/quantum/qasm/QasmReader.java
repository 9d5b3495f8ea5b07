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
 * version 2 differs in {@code ^}, a power there, and in the division of integers: {@code 3/2} is
 * 1.5 there and 1 in version 3, but for the exponents of {@code pow}, since its standard library
 * means a square root by {@code pow(1/2)}.
 *
 * <p>A circuit has the gates that {@link dev.qudiffuse.quantum.Gate} knows. A call of another one
 * becomes several: U with angles that depend on inputs is P, RY and P, a rotation by a sum of
 * inputs is one rotation for each, {@code cswap} is three gates. Noise that follows every gate, and
 * counts of gates, are about these.
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
