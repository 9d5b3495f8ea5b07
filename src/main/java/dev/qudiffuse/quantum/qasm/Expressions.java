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
 * The values of expressions. All numbers are doubles, whatever their declared type and width, but
 * it is known which are integers: in OpenQASM 3 one integer divided by another is an integer, its
 * fraction cut off, so that {@code 3/2*pi} is pi. Input parameters may be added, and multiplied by
 * and divided by numbers, so that the result is an {@link Affine}.
 */
final class Expressions {

  private final Limits limits;
  private final boolean caretIsPower;
  private final boolean wholeDivision;

  private Expressions(Limits limits, boolean caretIsPower, boolean wholeDivision) {
    this.limits = limits;
    this.caretIsPower = caretIsPower;
    this.wholeDivision = wholeDivision;
  }

  /**
   * Expressions of OpenQASM 2, in which {@code a^b} is a power and every number is real, or of
   * OpenQASM 3, in which it is a bitwise exclusive or.
   */
  static Expressions ofVersion(int version, Limits limits) {
    return new Expressions(limits, version == 2, version == 3);
  }

  /** In exponents {@code 1/2} is a half: the standard library of OpenQASM 3 means it like that. */
  Expressions ofExponents() {
    return new Expressions(limits, caretIsPower, false);
  }

  /** The value, which is finite. */
  Affine value(ExpressionContext expression, Scope scope) {
    return typed(expression, scope).affine();
  }

  private Scope.Value typed(ExpressionContext expression, Scope scope) {
    limits.charge(1);
    Scope.Value value =
        switch (expression) {
          case ParenthesesContext parentheses -> typed(parentheses.expression(), scope);
          case SignContext sign -> {
            Scope.Value operand = typed(sign.expression(), scope);
            int factor = sign.operator.getText().equals("-") ? -1 : 1;
            yield new Scope.Value(operand.affine().times(factor), operand.whole());
          }
          case SumContext sum -> sum(sum, scope);
          case ProductContext product -> product(product, scope);
          case PowerContext power -> power(power, scope);
          case FunctionCallContext call -> Scope.Value.real(function(call, scope));
          case VariableContext variable -> variable(variable, scope);
          case NumberContext number -> number(number);
          default -> throw new IllegalStateException("a kind of expression without a rule");
        };
    limits.charge(value.affine().coefficients().size());
    if (!value.affine().isFinite()) {
      throw QasmException.at(
          expression.getStart(), "expected a finite number, got " + value.affine().constant());
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

  private Scope.Value sum(SumContext sum, Scope scope) {
    Scope.Value left = typed(sum.expression(0), scope);
    Scope.Value right = typed(sum.expression(1), scope);
    Affine value =
        sum.operator.getText().equals("+")
            ? left.affine().plus(right.affine())
            : left.affine().minus(right.affine());
    return new Scope.Value(value, left.whole() && right.whole());
  }

  private Scope.Value product(ProductContext product, Scope scope) {
    Scope.Value left = typed(product.expression(0), scope);
    Scope.Value right = typed(product.expression(1), scope);
    boolean whole = left.whole() && right.whole();
    Token operator = product.operator;
    Affine value =
        switch (operator.getText()) {
          case "*" -> times(operator, left.affine(), right.affine());
          case "/" -> {
            double divisor = operand(operator, "a divisor", right.affine());
            if (divisor == 0) {
              throw QasmException.at(operator, "expected a divisor other than 0, got 0");
            }
            Affine quotient = left.affine().dividedBy(divisor);
            yield whole && wholeDivision ? withoutFraction(quotient) : quotient;
          }
          default ->
              Affine.of(
                  Elementary.remainder(
                      operator,
                      operand(operator, "a dividend", left.affine()),
                      operand(operator, "a divisor", right.affine())));
        };
    return new Scope.Value(value, whole && (wholeDivision || !operator.getText().equals("/")));
  }

  /** Cut off towards 0, as in C. Integers depend on no parameter. */
  private static Affine withoutFraction(Affine quotient) {
    double value = quotient.constant();
    return Affine.of(value < 0 ? Math.ceil(value) : Math.floor(value));
  }

  private static Affine times(Token operator, Affine left, Affine right) {
    if (!left.isConstant() && !right.isConstant()) {
      throw QasmException.at(
          operator, "expected at most one factor with input parameters, got two");
    }
    return right.isConstant() ? left.times(right.constant()) : right.times(left.constant());
  }

  private Scope.Value power(PowerContext power, Scope scope) {
    if (!caretIsPower && power.operator.getText().equals("^")) {
      throw QasmException.at(
          power.operator,
          "expected '**' for a power, got '^', which is an exclusive or in OpenQASM 3");
    }
    Scope.Value left = typed(power.expression(0), scope);
    Scope.Value right = typed(power.expression(1), scope);
    double base = operand(power.operator, "a base", left.affine());
    double exponent = operand(power.operator, "an exponent", right.affine());
    return new Scope.Value(
        Affine.of(Elementary.power(power.operator, base, exponent)),
        left.whole() && right.whole() && exponent >= 0);
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

  private static Scope.Value variable(VariableContext variable, Scope scope) {
    String name = variable.getText();
    return switch (scope.find(name)) {
      case Scope.Value number -> number;
      case null ->
          builtIn(name)
              .map(Scope.Value::real)
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
      Scope.Value _ = variable(variable, scope);
    }
    for (int i = 0; i < tree.getChildCount(); i++) {
      requireKnownNames(tree.getChild(i), parameters, scope);
    }
  }

  private static Scope.Value number(NumberContext number) {
    String digits = number.getText().replace("_", "");
    boolean whole = digits.chars().allMatch(Character::isDigit);
    return new Scope.Value(Affine.of(Double.parseDouble(digits)), whole);
  }
}
