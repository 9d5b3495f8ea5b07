package dev.qudiffuse.quantum.drawing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/**
 * An axis that ends at round numbers on either side of the data.
 *
 * @param logarithmic whether equal distances are equal ratios
 * @param ticks where its lines are, ascending, from one end to the other
 */
record PlotAxis(boolean logarithmic, List<Tick> ticks) {

  /** A linear axis has at most about so many lines. */
  private static final int MAX_STEPS = 7;

  /** From more factors of ten on, only powers of ten are labelled. */
  private static final int FEW_DECADES = 3;

  /** From more factors of ten on, there are no lines between those that are labelled. */
  private static final int MANY_DECADES = 10;

  /** Nothing that anybody plots is smaller than this and not zero, nor larger than its inverse. */
  static final double SMALLEST = 1e-100;

  /** Beyond these powers of ten, numbers are written with an exponent. */
  private static final int LONGEST_PLAIN = 5;

  /** Numbers that differ by less, relatively, are plotted as one: no labels tell them apart. */
  private static final double CLOSE = 1e-9;

  private static final int[] ROUND = {1, 2, 5};

  /**
   * A line across the plot.
   *
   * @param value where it is
   * @param label what is written beside it, perhaps nothing
   */
  record Tick(double value, String label) {}

  /** A round number: {@code (1, 2 or 5) * 10^k}, which follow each other by their index. */
  private static BigDecimal round(int index) {
    return BigDecimal.valueOf(ROUND[Math.floorMod(index, 3)])
        .scaleByPowerOfTen(Math.floorDiv(index, 3));
  }

  /** The index of the greatest round number that is at most {@code value}, which is positive. */
  private static int roundBelow(double value) {
    int index = 3 * (int) Math.floor(FastMath.log10(value)) - 1; // surely below
    while (round(index + 1).doubleValue() <= value) {
      index++;
    }
    return index;
  }

  private static int roundAbove(double value) {
    int below = roundBelow(value);
    return round(below).doubleValue() == value ? below : below + 1;
  }

  /** An axis on which equal distances are equal differences. */
  static PlotAxis linear(double smallest, double largest) {
    double from = smallest;
    double to = largest;
    double size = Math.max(Math.abs(from), Math.abs(to));
    if (to - from < Math.max(SMALLEST, CLOSE * size)) {
      double around = size < SMALLEST ? 1 : size / 2;
      from -= around;
      to += around;
    }
    BigDecimal step = round(roundAbove((to - from) / MAX_STEPS));
    long first = steps(from, step, RoundingMode.FLOOR);
    long last = steps(to, step, RoundingMode.CEILING);
    List<Tick> ticks = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      BigDecimal value = step.multiply(BigDecimal.valueOf(i));
      ticks.add(new Tick(value.doubleValue(), label(value)));
    }
    return new PlotAxis(false, ticks);
  }

  private static long steps(double value, BigDecimal step, RoundingMode rounding) {
    return BigDecimal.valueOf(value).divide(step, 0, rounding).longValueExact();
  }

  /**
   * An axis on which equal distances are equal ratios.
   *
   * @throws IllegalArgumentException if not all numbers are positive
   */
  static PlotAxis logarithmic(double smallest, double largest) {
    if (!(smallest >= SMALLEST)) {
      throw new IllegalArgumentException(
          "expected positive numbers on a logarithmic axis, got " + smallest);
    }
    int first = roundBelow(smallest);
    int last = Math.max(first + 1, roundAbove(largest));
    int decades = Math.ceilDiv(last - first, 3);
    int label = decades <= FEW_DECADES ? 1 : 3 * Math.ceilDiv(decades, MANY_DECADES);
    int line = decades <= MANY_DECADES ? 1 : label;
    List<Tick> ticks = new ArrayList<>();
    for (int i = Math.floorDiv(first, line); i <= Math.ceilDiv(last, line); i++) {
      BigDecimal value = round(i * line);
      boolean labelled = Math.floorMod(i * line, label) == 0;
      ticks.add(new Tick(value.doubleValue(), labelled ? label(value) : ""));
    }
    return new PlotAxis(true, ticks);
  }

  private static String label(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    String text =
        Math.abs(exponent) <= LONGEST_PLAIN
            ? shortest.toPlainString()
            : shortest.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    return text.replace('-', '−');
  }

  /** Where a value is: 0 at the beginning of the axis, 1 at its end. */
  double position(double value) {
    double from = place(ticks.getFirst().value());
    double to = place(ticks.getLast().value());
    return (place(value) - from) / (to - from);
  }

  private double place(double value) {
    return logarithmic ? FastMath.log10(value) : value;
  }
}
