package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

class SamplerTest {

  @Test
  void drawsWithTheGivenProbabilities() {
    double[] probabilities = new Random(1).doubles(37).toArray();
    long[] observed = new long[37];
    Sampler sampler = new Sampler(probabilities.clone());
    RandomGenerator random = new Well19937c(2);
    for (int shot = 0; shot < 100_000; shot++) {
      observed[sampler.sample(random)]++;
    }
    // One seed in a thousand would fail a right sampler; this one does not.
    assertThat(new ChiSquareTest().chiSquareTest(probabilities, observed)).isGreaterThan(1e-3);
  }

  @Test
  void neverDrawsWhatCannotBe() {
    double[] probabilities = {0, 0.5, 0, -1e-18, 0.5, 0};
    Sampler sampler = new Sampler(probabilities);
    Well19937c random = new Well19937c(3);
    assertThat(IntStream.generate(() -> sampler.sample(random)).limit(1000).distinct())
        .containsExactlyInAnyOrder(1, 4);
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
