package dev.qudiffuse.quantum.descriptor;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.Observable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.apache.commons.math3.util.FastMath;

/**
 * How a family of circuits trains as its register grows: the {@link GradientVariance} against the
 * number of qubits. On a barren plateau (McClean et al. 2018, arXiv 1803.11173) it falls
 * exponentially, as {@code 2^-n} for circuits so deep and random that they are 2-designs, and with
 * observables on all qubits even for shallow ones; with observables on few qubits a shallow circuit
 * keeps it (Cerezo et al. 2021, arXiv 2001.00550).
 *
 * @param sizes the variances, for each number of qubits
 */
public record BarrenPlateau(List<GradientVariance> sizes) {

  /** Fewer leave a slope without an error. */
  private static final int MIN_SIZES = 3;

  /** A derivative that is zero by symmetry still varies with rounding: by (1e-16)^2 and more. */
  private static final double MIN_VARIANCE = 1e-28;

  public BarrenPlateau {
    sizes = List.copyOf(sizes);
    if (sizes.stream().map(GradientVariance::qubits).distinct().count() < MIN_SIZES) {
      throw new IllegalArgumentException(
          "expected at least %d different numbers of qubits, got %s"
              .formatted(MIN_SIZES, sizes.stream().map(GradientVariance::qubits).toList()));
    }
  }

  /**
   * The least-squares line {@code log2 Var = intercept + slope n}, each size with the same weight.
   *
   * @param slope powers of two that the variance gains with each qubit: about -1 on McClean's
   *     plateau, 0 without one
   * @param standardError of the slope, from how far the sizes are from the line
   * @param intercept of the line
   */
  public record ExponentialFit(double slope, double standardError, double intercept) {}

  /**
   * Measures a family of circuits, one size after another.
   *
   * @param qubits the sizes, at least three
   * @param circuits the circuit for each size
   * @param observables the observable for each size
   * @param samples for each size, at least 2
   */
  public static BarrenPlateau of(
      List<Integer> qubits,
      IntFunction<Circuit> circuits,
      IntFunction<? extends Observable> observables,
      int samples,
      ParameterDistribution distribution,
      RandomGenerator random) {
    List<GradientVariance> sizes = new ArrayList<>();
    for (int n : qubits) {
      sizes.add(
          GradientVariance.of(
              circuits.apply(n), observables.apply(n), samples, distribution, random));
    }
    return new BarrenPlateau(sizes);
  }

  /**
   * The fit of the mean variance over all parameters.
   *
   * @throws IllegalArgumentException if it is zero, within rounding, for some size
   */
  public ExponentialFit fit() {
    return fit(GradientVariance::mean);
  }

  /**
   * The fit of the variance of one parameter's derivative.
   *
   * @throws IllegalArgumentException if the smallest circuit has no such parameter, or the variance
   *     is zero, within rounding, for some size
   */
  public ExponentialFit fit(int parameter) {
    int fewest = sizes.stream().mapToInt(size -> size.parameters().size()).min().orElseThrow();
    if (parameter < 0 || parameter >= fewest) {
      throw new IllegalArgumentException(
          "expected a parameter from 0 to " + (fewest - 1) + ", got " + parameter);
    }
    return fit(size -> size.parameters().get(parameter));
  }

  private ExponentialFit fit(Function<GradientVariance, Estimate> choice) {
    SimpleRegression regression = new SimpleRegression();
    for (GradientVariance size : sizes) {
      double variance = choice.apply(size).value();
      if (!(variance > MIN_VARIANCE)) {
        throw new IllegalArgumentException(
            "expected a variance above %s, got %s for %d qubits"
                .formatted(MIN_VARIANCE, variance, size.qubits()));
      }
      regression.addData(size.qubits(), FastMath.log(2, variance));
    }
    return new ExponentialFit(
        regression.getSlope(), regression.getSlopeStdErr(), regression.getIntercept());
  }
}
