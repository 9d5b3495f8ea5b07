package dev.qudiffuse.quantum.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.PauliSum;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

class RandomRunsTest {

  /** More samples than a batch, and not a whole number of tasks. */
  private static final int SAMPLES = 2345;

  @Test
  void anyNumberOfThreadsGivesTheSameBits() throws Exception {
    Callable<List<Object>> descriptors =
        () -> {
          Well19937c random = new Well19937c(1);
          ParameterDistribution uniform = ParameterDistribution.uniform();
          return List.of(
              Expressibility.of(TestStates.sim(2, 1), SAMPLES, 75, uniform, random),
              EntanglingCapability.of(TestStates.sim(2, 1), SAMPLES, uniform, random),
              BlochVector.sample(TestStates.sim(2, 1), SAMPLES, uniform, random),
              GradientVariance.of(
                  TestStates.sim(2, 1), PauliSum.of("ZZZZ"), SAMPLES, uniform, random));
        };
    try (ForkJoinPool one = new ForkJoinPool(1);
        ForkJoinPool many = new ForkJoinPool(5)) {
      List<Object> expected = one.submit(descriptors).get();
      assertThat(many.submit(descriptors).get()).isEqualTo(expected);
    }
  }

  /** Every sample is evaluated once, in the order in which the parameters were drawn. */
  @Test
  void drawsInTheOrderOfTheSamples() {
    RandomRuns runs =
        new RandomRuns(TestStates.sim(1, 1), SAMPLES, ParameterDistribution.uniform());
    double[][] seen = new double[SAMPLES][];
    runs.forEach(
        2,
        0,
        new Well19937c(8),
        (sample, parameters, _) ->
            seen[sample] = new double[] {parameters[0][0], parameters[1][7]});
    Well19937c random = new Well19937c(8);
    for (double[] sample : seen) {
      double[] drawn = new double[16];
      ParameterDistribution.uniform().sample(random, drawn);
      assertThat(sample).containsExactly(drawn[0], drawn[15]);
    }
  }

  /** Within 5 standard errors of 40,000 draws. */
  @Test
  void distributionsHaveTheirMoments() {
    double[] drawn = new double[40_000];
    ParameterDistribution.uniform().sample(new Well19937c(1), drawn);
    assertThat(DoubleStream.of(drawn)).allMatch(angle -> angle >= 0 && angle < 2 * Math.PI);
    Estimate mean = Estimate.mean(drawn);
    assertThat(mean.value()).isCloseTo(Math.PI, within(5 * mean.standardError()));
    assertThat(mean.standardError())
        .isCloseTo(2 * Math.PI / Math.sqrt(12 * 40_000.0), within(1e-4));
    ParameterDistribution.normal(0.1).sample(new Well19937c(1), drawn);
    mean = Estimate.mean(drawn);
    assertThat(mean.value()).isCloseTo(0, within(5 * mean.standardError()));
    assertThat(mean.standardError()).isCloseTo(0.1 / 200, within(1e-5));
  }

  @Test
  void refusesDistributionsThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterDistribution.uniform(1, 1))
        .withMessage("expected an interval of positive, finite length, got 1.0 to 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterDistribution.uniform(0, Double.NaN))
        .withMessage("expected an interval of positive, finite length, got 0.0 to NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterDistribution.normal(0))
        .withMessage("expected a positive, finite standard deviation, got 0.0");
  }
}
