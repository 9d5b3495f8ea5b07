package dev.qudiffuse.quantum.qasm;

import org.antlr.v4.runtime.Token;
import org.apache.commons.math3.util.FastMath;

/**
 * The functions of expressions, from FastMath so that every machine reads the same bits. What they
 * are not defined for is refused at the given position.
 */
final class Elementary {

  private Elementary() {}

  static double function(Token name, double... arguments) {
    String function = name.getText();
    int expected = function.equals("pow") || function.equals("mod") ? 2 : 1;
    // An unknown name is the better message, so it comes first.
    requireKnown(name, function);
    if (arguments.length != expected) {
      throw QasmException.at(
          name,
          "expected " + expected + " argument(s) of " + function + ", got " + arguments.length);
    }
    double x = arguments[0];
    double value =
        switch (function) {
          case "sin" -> FastMath.sin(x);
          case "cos" -> FastMath.cos(x);
          case "tan" -> FastMath.tan(x);
          case "exp" -> FastMath.exp(x);
          case "ln", "log" -> FastMath.log(x);
          case "sqrt" -> Math.sqrt(x);
          case "arcsin", "asin" -> FastMath.asin(x);
          case "arccos", "acos" -> FastMath.acos(x);
          case "arctan", "atan" -> FastMath.atan(x);
          case "floor" -> Math.floor(x);
          case "ceiling" -> Math.ceil(x);
          case "mod" -> remainder(name, x, arguments[1]);
          default -> power(name, x, arguments[1]);
        };
    return requireDefined(name, value, "an argument in the domain of " + function, x);
  }

  static double power(Token position, double base, double exponent) {
    return requireDefined(
        position, FastMath.pow(base, exponent), "a base that has such a power", base);
  }

  static double remainder(Token position, double dividend, double divisor) {
    if (dividend != Math.rint(dividend) || divisor != Math.rint(divisor) || divisor == 0) {
      throw QasmException.at(
          position,
          "expected integers, and a divisor other than 0, got "
              + Expressions.plain(dividend)
              + " and "
              + Expressions.plain(divisor));
    }
    return dividend % divisor;
  }

  private static void requireKnown(Token name, String function) {
    switch (function) {
      case "sin", "cos", "tan", "exp", "ln", "log", "sqrt", "arcsin", "asin", "arccos", "acos" -> {}
      case "arctan", "atan", "floor", "ceiling", "mod", "pow" -> {}
      default ->
          throw QasmException.at(
              name,
              "expected a function such as sin, cos, tan, exp, ln or sqrt, got '" + function + "'");
    }
  }

  private static double requireDefined(
      Token position, double value, String expected, double argument) {
    if (!Double.isFinite(value)) {
      throw QasmException.at(
          position, "expected " + expected + ", got " + Expressions.plain(argument));
    }
    return value;
  }
}
