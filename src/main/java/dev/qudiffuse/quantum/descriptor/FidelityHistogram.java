package dev.qudiffuse.quantum.descriptor;

import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.Qubits;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * Fidelities {@code F = |<psi|phi>|^2} of pairs of states, counted in bins of equal width on [0,
 * 1], and what they would be for states that are random by the Haar measure: {@code P(F) = (N - 1)
 * (1 - F)^(N - 2)}, N = 2^n, so that the bin from l to u has the probability
 *
 * <pre>
 * q = (1 - l)^(N - 1) - (1 - u)^(N - 1)
 * </pre>
 *
 * <p>Probabilities are kept as logarithms: on 8 qubits that of the last of 75 bins is 10^-478.
 *
 * @param qubits n
 * @param counts pairs in each bin; a fidelity on a boundary belongs to the upper bin, 1 to the last
 */
public record FidelityHistogram(int qubits, List<Integer> counts) {

  /** How far beyond 0 and 1 rounding may have brought a fidelity. */
  private static final double TOLERANCE = 1e-9;

  public FidelityHistogram {
    counts = List.copyOf(counts);
    Qubits.requireCount(qubits);
    requireBins(counts.size());
    if (counts.stream().anyMatch(count -> count < 0) || counts.stream().allMatch(c -> c == 0)) {
      throw new IllegalArgumentException(
          "expected counts of at least 0, not all of them 0, got " + counts);
    }
  }

  /**
   * Counts fidelities, from wherever they come.
   *
   * @throws IllegalArgumentException if there are none, or one is not between 0 and 1 (within 1e-9)
   */
  public static FidelityHistogram of(int qubits, double[] fidelities, int bins) {
    requireBins(bins);
    Integer[] counts = new Integer[bins];
    Arrays.fill(counts, 0);
    for (double fidelity : fidelities) {
      if (!(fidelity >= -TOLERANCE && fidelity <= 1 + TOLERANCE)) {
        throw new IllegalArgumentException(
            "expected fidelities from 0 to 1, got one of " + fidelity);
      }
      counts[Math.clamp((long) (fidelity * bins), 0, bins - 1)]++;
    }
    return new FidelityHistogram(qubits, List.of(counts));
  }

  /** Number of bins. */
  public int bins() {
    return counts.size();
  }

  /** Number of pairs. */
  public int pairs() {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  /** The natural logarithm of the probability of a bin for Haar-random states. */
  public double logHaarProbability(int bin) {
    return logHaarProbability(qubits, bins(), bin);
  }

  /** {@code ln((1 - l)^k - (1 - u)^k) = k ln(1 - l) + ln(1 - ((1 - u) / (1 - l))^k)}. */
  private static double logHaarProbability(int qubits, int bins, int bin) {
    double exponent = FastMath.scalb(1.0, qubits) - 1;
    double aboveLower = bins - bin;
    double ratio = FastMath.pow((aboveLower - 1) / aboveLower, exponent);
    return exponent * FastMath.log(aboveLower / bins) + FastMath.log1p(-ratio);
  }

  /**
   * The Kullback-Leibler divergence of this histogram from the Haar probabilities, {@code sum_b p_b
   * ln(p_b / q_b)} with {@code p_b = counts_b / pairs}; empty bins contribute nothing. In nats, at
   * least 0.
   */
  public double divergence() {
    return logLikelihoodRatio() / pairs() - FastMath.log(pairs());
  }

  /** {@code sum_b c_b (ln c_b - ln q_b)}. */
  private double logLikelihoodRatio() {
    double sum = 0;
    for (int bin = 0; bin < bins(); bin++) {
      sum += term(bin, counts.get(bin));
    }
    return sum;
  }

  private double term(int bin, int count) {
    return count == 0 ? 0 : count * (FastMath.log(count) - logHaarProbability(bin));
  }

  /**
   * Bias (as {@code value}) and standard error of {@link #divergence}, by the jackknife (Efron and
   * Stein 1981): from the divergences that remain when one pair is left out. A finite sample always
   * scatters about its own distribution, so the bias is positive: about half the number of bins
   * that are well filled, divided by the number of pairs.
   *
   * @throws IllegalArgumentException if there are fewer than 2 pairs
   */
  public Estimate bias() {
    int pairs = pairs();
    if (pairs < 2) {
      throw new IllegalArgumentException("expected at least 2 pairs, got " + pairs);
    }
    double all = logLikelihoodRatio();
    double mean = 0;
    double[] withoutOne = new double[bins()];
    for (int bin = 0; bin < bins(); bin++) {
      int count = counts.get(bin);
      if (count > 0) {
        double rest = all - term(bin, count) + term(bin, count - 1);
        withoutOne[bin] = rest / (pairs - 1) - FastMath.log(pairs - 1);
        mean += count * withoutOne[bin] / pairs;
      }
    }
    double squares = 0;
    for (int bin = 0; bin < bins(); bin++) {
      double deviation = withoutOne[bin] - mean;
      squares += counts.get(bin) * deviation * deviation;
    }
    return new Estimate(
        (pairs - 1) * (mean - divergence()), FastMath.sqrt(squares * (pairs - 1) / pairs));
  }

  /**
   * What {@link #divergence} is on average for Haar-random states: the floor that no circuit can be
   * told apart from with so many pairs. Exact: the count of a bin is binomial. 0.00366 for 4
   * qubits, 75 bins and 5,000 pairs, where 0.0038 has been published.
   */
  public static double haarDivergence(int qubits, int bins, int pairs) {
    Qubits.requireCount(qubits);
    requireBins(bins);
    if (pairs < 1) {
      throw new IllegalArgumentException("expected at least 1 pair, got " + pairs);
    }
    double divergence = 0;
    for (int bin = 0; bin < bins; bin++) {
      double logProbability = logHaarProbability(qubits, bins, bin);
      double probability = FastMath.exp(logProbability);
      BinomialDistribution count = new BinomialDistribution(null, pairs, probability);
      double mean = pairs * probability;
      // Beyond this the probabilities are below any rounding.
      double reach = 40 * (1 + FastMath.sqrt(mean));
      int last = (int) Math.min(pairs, mean + reach);
      for (int c = (int) Math.max(1, mean - reach); c <= last; c++) {
        double fraction = (double) c / pairs;
        divergence += count.probability(c) * fraction * (FastMath.log(fraction) - logProbability);
      }
    }
    return divergence;
  }

  private static void requireBins(int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("expected at least 1 bin, got " + bins);
    }
  }
}
