package dev.qudiffuse.benchmark;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one core can do at best: fused multiply-adds between registers, without loads or stores.
 *
 * <p>Twelve independent sums hide the latency (4 cycles on 2 ports need 8, 5 cycles need 10) and,
 * with their two factors, fit the 16 registers of 256-bit machines.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FusedMultiplyAddBenchmark {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int SUMS = 12;

  /** Multiply-adds of single floats in one call, whatever the width of a vector. */
  static final long MULTIPLY_ADDS = SUMS * 16L * 10_000;

  private static final int ROUNDS =
      Math.toIntExact(MULTIPLY_ADDS / ((long) SUMS * SPECIES.length()));

  // Fields that are not constant, so that nothing is computed beforehand. The sums stay near 1.
  private float factor = 0.5f;
  private float summand = 0.5f;

  /** All sums added up, so that none can be left out. */
  @Benchmark
  public float multiplyAdd() {
    FloatVector f = FloatVector.broadcast(SPECIES, factor);
    FloatVector g = FloatVector.broadcast(SPECIES, summand);
    FloatVector s0 = f;
    FloatVector s1 = f.add(1f);
    FloatVector s2 = f.add(2f);
    FloatVector s3 = f.add(3f);
    FloatVector s4 = f.add(4f);
    FloatVector s5 = f.add(5f);
    FloatVector s6 = f.add(6f);
    FloatVector s7 = f.add(7f);
    FloatVector s8 = f.add(8f);
    FloatVector s9 = f.add(9f);
    FloatVector s10 = f.add(10f);
    FloatVector s11 = f.add(11f);
    for (int i = 0; i < ROUNDS; i++) {
      s0 = s0.fma(f, g);
      s1 = s1.fma(f, g);
      s2 = s2.fma(f, g);
      s3 = s3.fma(f, g);
      s4 = s4.fma(f, g);
      s5 = s5.fma(f, g);
      s6 = s6.fma(f, g);
      s7 = s7.fma(f, g);
      s8 = s8.fma(f, g);
      s9 = s9.fma(f, g);
      s10 = s10.fma(f, g);
      s11 = s11.fma(f, g);
    }
    FloatVector first = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    FloatVector second = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
    return first.add(second).lane(0);
  }
}
