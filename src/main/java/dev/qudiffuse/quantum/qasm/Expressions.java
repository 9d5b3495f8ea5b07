package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ExpressionContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.FunctionCallContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.NumberContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ParenthesesContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.PowerContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.ProductContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.SignContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.SumContext;
import dev.qudiffuse.quantum.qasm.grammar.QasmParser.VariableContext;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;

/**
 * The values of expressions. All numbers are doubles, whatever their declared type and width;
 * {@code 1/2} is a half, as the standard library of OpenQASM 3 means it. Input parameters may be
 * added, and multiplied by and divided by numbers, so that the result is an {@link Affine}.
 */
final class Expressions {

  private final Limits limits;
  private final boolean caretIsPower;

  /**
   * @param caretIsPower whether {@code a^b} is a power, as in OpenQASM 2, or a bitwise exclusive or
   */
  Expressions(Limits limits, boolean caretIsPower) {
    this.limits = limits;
    this.caretIsPower = caretIsPower;
  }

  /** The value, which is finite. */
  Affine value(ExpressionContext expression, Scope scope) {
    limits.charge(1);
    Affine value =
        switch (expression) {
          case ParenthesesContext parentheses -> value(parentheses.expression(), scope);
          case SignContext sign ->
              value(sign.expression(), scope).times(sign.operator.getText().equals("-") ? -1 : 1);
          case SumContext sum -> sum(sum, scope);
          case ProductContext product -> product(product, scope);
          case PowerContext power -> power(power, scope);
          case FunctionCallContext call -> Affine.of(function(call, scope));
          case VariableContext variable -> variable(variable, scope);
          case NumberContext number -> Affine.of(number(number));
          default -> throw new IllegalStateException("a kind of expression without a rule");
        };
    limits.charge(value.coefficients().size());
    if (!value.isFinite()) {
      throw QasmException.at(
          expression.getStart(), "expected a finite number, got " + value.constant());
    }
    return value;
  }

  /** The value, which must not depend on input parameters. */
  double constant(ExpressionContext expression, Scope scope) {
    Affine value = value(expression, scope);
    if (!value.isConstant()) {
      throw QasmException.at(
          expression.getStart(), "expected a constant, got an expression of input parameters");
    }
    return value.constant();
  }

  /** The value, which must be a whole number in a range. */
  int integer(ExpressionContext expression, Scope scope, int lowest, int highest) {
    double value = constant(expression, scope);
    if (value != Math.rint(value) || value < lowest || value > highest) {
      throw QasmException.at(
          expression.getStart(),
          "expected an integer from " + lowest + " to " + highest + ", got " + plain(value));
    }
    return (int) value;
  }

  /** A number for messages: integers without a fraction. */
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private Affine sum(SumContext sum, Scope scope) {
    Affine left = value(sum.expression(0), scope);
    Affine right = value(sum.expression(1), scope);
    return sum.operator.getText().equals("+") ? left.plus(right) : left.minus(right);
  }

  private Affine product(ProductContext product, Scope scope) {
    Affine left = value(product.expression(0), scope);
    Affine right = value(product.expression(1), scope);
    Token operator = product.operator;
    return switch (operator.getText()) {
      case "*" -> times(operator, left, right);
      case "/" -> {
        double divisor = operand(operator, "a divisor", right);
        if (divisor == 0) {
          throw QasmException.at(operator, "expected a divisor other than 0, got 0");
        }
        yield left.dividedBy(divisor);
      }
      default ->
          Affine.of(
              Elementary.remainder(
                  operator,
                  operand(operator, "a dividend", left),
                  operand(operator, "a divisor", right)));
    };
  }

  private static Affine times(Token operator, Affine left, Affine right) {
    if (!left.isConstant() && !right.isConstant()) {
      throw QasmException.at(
          operator, "expected at most one factor with input parameters, got two");
    }
    return right.isConstant() ? left.times(right.constant()) : right.times(left.constant());
  }

  private Affine power(PowerContext power, Scope scope) {
    if (!caretIsPower && power.operator.getText().equals("^")) {
      throw QasmException.at(
          power.operator,
          "expected '**' for a power, got '^', which is an exclusive or in OpenQASM 3");
    }
    double base = operand(power.operator, "a base", value(power.expression(0), scope));
    double exponent = operand(power.operator, "an exponent", value(power.expression(1), scope));
    return Affine.of(Elementary.power(power.operator, base, exponent));
  }

  private static double operand(Token position, String role, Affine value) {
    if (!value.isConstant()) {
      throw QasmException.at(
          position,
          "expected " + role + " without input parameters: angles are affine functions of them");
    }
    return value.constant();
  }

  private double function(FunctionCallContext call, Scope scope) {
    double[] arguments =
        call.expressionList().expression().stream()
            .map(argument -> value(argument, scope))
            .mapToDouble(value -> operand(call.function, "an argument", value))
            .toArray();
    return Elementary.function(call.function, arguments);
  }

  private static Affine variable(VariableContext variable, Scope scope) {
    String name = variable.getText();
    return switch (scope.find(name)) {
      case Scope.Value number -> number.affine();
      case null ->
          builtIn(name)
              .map(Affine::of)
              .orElseThrow(
                  () ->
                      QasmException.at(
                          variable.getStart(),
                          "expected a known number, got the name '" + name + "'"));
      case Scope.Symbol other ->
          throw QasmException.at(
              variable.getStart(), "expected a number, got " + other.kind() + " '" + name + "'");
    };
  }

  private static Optional<Double> builtIn(String name) {
    return switch (name) {
      case "pi", "\u03c0" -> Optional.of(Math.PI);
      case "tau", "\u03c4" -> Optional.of(2 * Math.PI);
      case "euler", "\u2107" -> Optional.of(Math.E);
      default -> Optional.empty();
    };
  }

  /**
   * Refuses a tree with names in its expressions that are neither parameters nor known in a scope:
   * for expressions whose value is not asked for yet.
   */
  static void requireKnownNames(ParseTree tree, Set<String> parameters, Scope scope) {
    if (tree instanceof VariableContext variable && !parameters.contains(variable.getText())) {
      Affine _ = variable(variable, scope);
    }
    for (int i = 0; i < tree.getChildCount(); i++) {
      requireKnownNames(tree.getChild(i), parameters, scope);
    }
  }

  private static double number(NumberContext number) {
    return Double.parseDouble(number.getText().replace("_", ""));
  }
}
