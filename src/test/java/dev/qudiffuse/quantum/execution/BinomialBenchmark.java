package dev.qudiffuse.quantum.execution;

import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Why {@link Binomial} is not commons-math3's: both draw from the same distribution. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BinomialBenchmark {

  @Param({"100", "1000", "10000"})
  private int shots;

  @Param({"0.01", "0.3"})
  private double probability;

  private final RandomGenerator random = new Well19937c(1);

  /** This library's. */
  @Benchmark
  public int ours() {
    return Binomial.sample(shots, probability, random);
  }

  /** That of commons-math3, made anew for each draw, as every draw has a probability of its own. */
  @Benchmark
  public int commonsMath() {
    return new BinomialDistribution(random, shots, probability).sample();
  }
}
