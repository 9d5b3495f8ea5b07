package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialTest {

  private static final int DRAWS = 20_000;

  /** A right sampler is refused once in a thousand times; the seed is fixed. */
  private static final double SIGNIFICANCE = 1e-3;

  @ParameterizedTest
  @CsvSource({"1, 0.3", "7, 0.5", "20, 0.01", "20, 0.97", "100, 0.25", "1000, 0.002", "5000, 0.6"})
  void countsAreDistributedAsTheDistributionSays(int trials, double probability) {
    RandomGenerator random = new Well19937c(trials);
    long[] observed = new long[trials + 1];
    for (int i = 0; i < DRAWS; i++) {
      observed[Binomial.sample(trials, probability, random)]++;
    }
    var distribution = new BinomialDistribution(null, trials, probability);
    // Cells of fewer than 10 expected counts are joined, as the test demands.
    double[] expected = new double[trials + 1];
    long[] counts = new long[trials + 1];
    int cell = 0;
    for (int k = 0; k <= trials; k++) {
      double tail = DRAWS * (1 - distribution.cumulativeProbability(k));
      expected[cell] += DRAWS * distribution.probability(k);
      counts[cell] += observed[k];
      if (expected[cell] >= 10 && tail >= 10) {
        cell++;
      }
    }
    double pValue =
        new ChiSquareTest()
            .chiSquareTest(Arrays.copyOf(expected, cell + 1), Arrays.copyOf(counts, cell + 1));
    assertThat(pValue).isGreaterThan(SIGNIFICANCE);
  }

  @Test
  void whatIsCertainIsDrawnWithoutANumber() {
    RandomGenerator none = new Unused();
    assertThat(Binomial.sample(0, 0.5, none)).isZero();
    assertThat(Binomial.sample(9, 0, none)).isZero();
    assertThat(Binomial.sample(9, -1e-17, none)).isZero();
    assertThat(Binomial.sample(9, 1, none)).isEqualTo(9);
    assertThat(Binomial.sample(9, 1 + 1e-15, none)).isEqualTo(9);
  }

  private static final class Unused extends Well19937c {
    @Override
    protected int next(int bits) {
      throw new AssertionError("expected no number to be drawn");
    }
  }

  @ParameterizedTest
  @CsvSource({"100000, 0.5", "100000, 1e-9", "100000, 0.999999999", "1, 1e-300"})
  void staysWithinItsRangeAtTheEnds(int trials, double probability) {
    for (double uniform : new double[] {0, 0.5, 1 - 0x1p-53}) {
      assertThat(Binomial.sample(trials, probability, always(uniform))).isBetween(0, trials);
    }
  }

  private static RandomGenerator always(double uniform) {
    return new Well19937c(1) {
      @Override
      public double nextDouble() {
        return uniform;
      }
    };
  }

  @Test
  void refusesWhatIsNoTrialAndNoProbability() {
    RandomGenerator random = new Well19937c(1);
    assertThatIllegalArgumentException().isThrownBy(() -> Binomial.sample(-1, 0.5, random));
    assertThatIllegalArgumentException().isThrownBy(() -> Binomial.sample(1, Double.NaN, random));
  }
}
