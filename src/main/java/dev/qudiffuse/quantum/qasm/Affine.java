package dev.qudiffuse.quantum.qasm;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The value of an expression: {@code constant + sum_k coefficients[k] p_k} with the program's input
 * parameters p. Immutable.
 */
record Affine(double constant, SortedMap<Integer, Double> coefficients) {

  static final Affine ZERO = of(0);

  static Affine of(double constant) {
    return new Affine(constant, Collections.emptySortedMap());
  }

  static Affine parameter(int index) {
    return new Affine(0, new TreeMap<>(Map.of(index, 1.0)));
  }

  boolean isConstant() {
    return coefficients.isEmpty();
  }

  boolean isFinite() {
    return Double.isFinite(constant)
        && coefficients.values().stream().allMatch(factor -> Double.isFinite(factor));
  }

  Affine plus(Affine other) {
    if (other.isConstant()) {
      return new Affine(constant + other.constant, coefficients);
    }
    SortedMap<Integer, Double> sum = new TreeMap<>(coefficients);
    other.coefficients.forEach((index, factor) -> sum.merge(index, factor, Double::sum));
    sum.values().removeIf(factor -> factor == 0);
    return new Affine(constant + other.constant, sum);
  }

  Affine minus(Affine other) {
    return plus(other.times(-1));
  }

  Affine times(double factor) {
    if (isConstant()) {
      return of(constant * factor);
    }
    SortedMap<Integer, Double> product = new TreeMap<>(coefficients);
    product.replaceAll((_, coefficient) -> coefficient * factor);
    product.values().removeIf(coefficient -> coefficient == 0);
    return new Affine(constant * factor, product);
  }

  /** Divides; unlike multiplying by the inverse, pi/3 is then the double nearest to pi/3. */
  Affine dividedBy(double divisor) {
    SortedMap<Integer, Double> quotient = new TreeMap<>(coefficients);
    quotient.replaceAll((_, coefficient) -> coefficient / divisor);
    quotient.values().removeIf(coefficient -> coefficient == 0);
    return new Affine(constant / divisor, quotient);
  }
}
