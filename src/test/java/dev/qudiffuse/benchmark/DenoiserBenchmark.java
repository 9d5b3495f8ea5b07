package dev.qudiffuse.benchmark;

import dev.qudiffuse.UntrainedModel;
import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.model.CircuitBackend;
import dev.qudiffuse.model.CircuitTimer;
import java.util.concurrent.TimeUnit;
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
 * One evaluation of the whole standard network. With the exact circuit it allocates nothing, as a
 * test holds; the few bytes that JMH's profiler spreads over the calls are JMH's own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class DenoiserBenchmark {

  private static final int TIMESTEP = 500;

  private final Guidance unguided = Guidance.unguided(3);
  private final Guidance guided = new Guidance(3, GenerationDefaults.STANDARD.guidance());
  private final Denoiser denoiser;
  private final Denoiser shots;
  private final Denoiser noisyGates;
  private final float[] noisy;
  private final float[] prediction;

  /** A denoiser and noise for it. */
  public DenoiserBenchmark() {
    var model = new UntrainedModel(1);
    denoiser = on(model, new CircuitBackend.Exact());
    shots = on(model, new CircuitBackend.Shots(1000));
    noisyGates = on(model, new CircuitBackend.Noisy(0.01));
    noisy = new float[model.network().pixels()];
    prediction = new float[noisy.length];
    Randomness.fillNormal(Randomness.of(1), noisy);
  }

  private static Denoiser on(UntrainedModel model, CircuitBackend backend) {
    return model.newDenoiser(CircuitTimer.NONE).on(backend, Randomness.of(1));
  }

  /** The way down, the circuit and the way up. */
  @Benchmark
  public float[] unguided() {
    denoiser.predict(noisy, TIMESTEP, unguided, prediction);
    return prediction;
  }

  /** The circuit and the way up twice. */
  @Benchmark
  public float[] guided() {
    denoiser.predict(noisy, TIMESTEP, guided, prediction);
    return prediction;
  }

  /** The same with a thousand shots for every observable. */
  @Benchmark
  public float[] unguidedOnShots() {
    shots.predict(noisy, TIMESTEP, unguided, prediction);
    return prediction;
  }

  /** The same on a density matrix. */
  @Benchmark
  public float[] unguidedUnderNoise() {
    noisyGates.predict(noisy, TIMESTEP, unguided, prediction);
    return prediction;
  }
}
