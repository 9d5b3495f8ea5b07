package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.qasm.grammar.QasmLexer;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;

/** From text to a tree that obeys the grammar. */
final class Syntax {

  private Syntax() {}

  static QasmParser.ProgramContext parse(String text) {
    if (text.length() > Limits.MAX_LENGTH) {
      throw new QasmException(
          1,
          1,
          "expected a program of at most "
              + Limits.MAX_LENGTH
              + " characters, got "
              + text.length());
    }
    QasmLexer lexer = new QasmLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    QasmParser parser = new QasmParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.setErrorHandler(new SyntaxErrors());
    parser.addParseListener(new NestingGuard());
    return parser.program();
  }

  /** Stops the parser before its recursion, or that of whoever walks the tree, grows too deep. */
  private static final class NestingGuard implements ParseTreeListener {
    private int depth;

    @Override
    public void enterEveryRule(ParserRuleContext context) {
      depth++;
      if (depth > Limits.MAX_NESTING) {
        throw QasmException.at(
            context.getStart(),
            "expected at most " + Limits.MAX_NESTING + " levels of nesting, got more");
      }
    }

    @Override
    public void exitEveryRule(ParserRuleContext context) {
      depth--;
    }

    @Override
    public void visitTerminal(TerminalNode node) {}

    @Override
    public void visitErrorNode(ErrorNode node) {}
  }
}
