package dev.qudiffuse.benchmark;

import dev.qudiffuse.UntrainedModel;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.image.PngEncoder;
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

/** One image at the default settings, from the seed to the PNG, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ImageBenchmark {

  private static final GenerationDefaults DEFAULTS = GenerationDefaults.STANDARD;

  private final ReverseDiffusion reverseDiffusion = new ReverseDiffusion(new UntrainedModel(1));
  private long seed;

  /** Another image at every call. */
  @Benchmark
  public byte[] image() {
    var command =
        new GenerateCommand(
            3, seed++, DEFAULTS.steps(), DEFAULTS.guidance(), DEFAULTS.size(), DEFAULTS.sampler());
    return PngEncoder.encode(reverseDiffusion.draw(command));
  }
}
