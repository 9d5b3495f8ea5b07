package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.qasm.grammar.QasmParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Ends parsing at the first fault, with what was expected there and what came. */
final class SyntaxErrors extends DefaultErrorStrategy {

  /** A list of more tokens than this says less than one word for all of them. */
  private static final int MAX_LISTED = 5;

  private static final int MAX_QUOTED = 40;

  @Override
  public void reportError(Parser parser, RecognitionException fault) {
    throw fault(parser, fault.getOffendingToken(), fault);
  }

  @Override
  public void recover(Parser parser, RecognitionException fault) {
    throw fault(parser, fault.getOffendingToken(), fault);
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw fault(parser, parser.getCurrentToken(), new InputMismatchException(parser));
  }

  @Override
  public void sync(Parser parser) {
    // The default would skip ahead to a token that fits.
    IntervalSet next = parser.getATN().nextTokens(parser.getATN().states.get(parser.getState()));
    if (!next.contains(Token.EPSILON) && !next.contains(parser.getCurrentToken().getType())) {
      throw fault(parser, parser.getCurrentToken(), new InputMismatchException(parser));
    }
  }

  private static QasmException fault(
      Parser parser, Token offending, RecognitionException recognition) {
    Token start = statementStart(parser);
    if (isDeclaration(offending) && isInLoop(parser)) {
      return QasmException.at(
          offending, "expected declarations outside of loops, got " + quoted(offending));
    }
    return switch (start.getType()) {
      case QasmParser.UNSUPPORTED,
          QasmParser.UNSUPPORTED_NAME,
          QasmParser.OUTPUT,
          QasmParser.PRAGMA ->
          QasmException.at(
              start,
              "expected gates, barriers and final measurements, got "
                  + quoted(start)
                  + ", which is not supported");
      case QasmParser.INT, QasmParser.UINT, QasmParser.FLOAT, QasmParser.ANGLE ->
          QasmException.at(
              start, "expected 'const' before " + quoted(start) + ": variables are not supported");
      default ->
          QasmException.at(
              offending,
              "expected " + expected(parser, recognition) + ", got " + quoted(offending));
    };
  }

  /** Where the statement begins that holds the fault, or the token itself between statements. */
  private static Token statementStart(Parser parser) {
    Token start = parser.getCurrentToken();
    for (RuleContext context = parser.getContext(); context != null; context = context.parent) {
      switch (context) {
        case QasmParser.StatementContext statement -> {
          return statement.getStart();
        }
        case QasmParser.BlockStatementContext statement -> {
          return statement.getStart();
        }
        default -> {}
      }
    }
    return start;
  }

  private static boolean isDeclaration(Token token) {
    return switch (token.getType()) {
      case QasmParser.QUBIT, QasmParser.QREG, QasmParser.BIT, QasmParser.CREG, QasmParser.GATE ->
          true;
      default -> false;
    };
  }

  private static boolean isInLoop(Parser parser) {
    for (RuleContext context = parser.getContext(); context != null; context = context.parent) {
      if (context instanceof QasmParser.LoopBodyContext) {
        return true;
      }
    }
    return false;
  }

  private static String expected(Parser parser, RecognitionException recognition) {
    int rule = parser.getContext().getRuleIndex();
    if (recognition instanceof NoViableAltException) {
      return description(rule);
    }
    IntervalSet tokens = parser.getExpectedTokens();
    if (tokens.size() > MAX_LISTED) {
      return description(rule);
    }
    List<String> names = new ArrayList<>();
    for (int token : tokens.toList()) {
      names.add(name(parser, token));
    }
    return names.isEmpty() ? description(rule) : String.join(" or ", names);
  }

  private static String name(Parser parser, int token) {
    return switch (token) {
      case Token.EOF -> "the end of the program";
      case QasmParser.IDENTIFIER -> "a name";
      case QasmParser.NUMBER -> "a number";
      case QasmParser.STRING -> "the name of a file in quotes";
      default -> parser.getVocabulary().getDisplayName(token);
    };
  }

  private static String description(int rule) {
    return switch (rule) {
      case QasmParser.RULE_program, QasmParser.RULE_statement, QasmParser.RULE_blockStatement ->
          "a statement";
      case QasmParser.RULE_expression, QasmParser.RULE_expressionList -> "an expression";
      case QasmParser.RULE_gateStatement, QasmParser.RULE_gateDefinition -> "a gate or '}'";
      case QasmParser.RULE_operand, QasmParser.RULE_operandList -> "a qubit or register";
      case QasmParser.RULE_name, QasmParser.RULE_nameList -> "a name";
      case QasmParser.RULE_selection, QasmParser.RULE_range -> "an index or range";
      case QasmParser.RULE_gateCall, QasmParser.RULE_gateName -> "a qubit or register, or ';'";
      case QasmParser.RULE_bitDeclaration -> "a name or a size in brackets";
      case QasmParser.RULE_loopBody -> "a statement or '}'";
      default -> "something else";
    };
  }

  private static String quoted(Token token) {
    if (token.getType() == Token.EOF) {
      return "the end of the program";
    }
    String text = token.getText().strip();
    if (text.length() > MAX_QUOTED) {
      text =
          text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MAX_QUOTED))) + "...";
    }
    return "'" + text + "'";
  }
}
