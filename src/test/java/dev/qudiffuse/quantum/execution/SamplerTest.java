package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class SamplerTest {

  @Test
  void drawsWithTheGivenProbabilities() {
    double[] probabilities = new Random(1).doubles(37).toArray();
    long[] observed = new long[37];
    for (int outcome : new Sampler(probabilities.clone()).sample(100_000, new Well19937c(2))) {
      observed[outcome]++;
    }
    // One seed in a thousand would fail a right sampler; this one does not.
    assertThat(new ChiSquareTest().chiSquareTest(probabilities, observed)).isGreaterThan(1e-3);
  }

  @Test
  void neverDrawsWhatCannotBe() {
    double[] probabilities = {0, 0.5, 0, -1e-18, 0.5, 0};
    Sampler sampler = new Sampler(probabilities);
    assertThat(sampler.sample(1000, new Well19937c(3))).contains(1, 4).containsOnly(1, 4);
    assertThat(sampler.sample(always(0))).isEqualTo(1);
    assertThat(sampler.sample(always(Math.nextDown(1.0)))).isEqualTo(4);
  }

  private static RandomGenerator always(double value) {
    return new Well19937c() {
      @Override
      public double nextDouble() {
        return value;
      }
    };
  }
}
