package dev.qudiffuse.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.qudiffuse.UntrainedModel;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.diffusion.Randomness;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Once compiled, the standard network allocates nothing, forward or back. Each is asked in a
 * process of its own, as it would be in use: the compiler judges a kernel by all of its callers so
 * far, and after other tests, with networks of other sizes, some vectors stay objects.
 */
class AllocationTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void nothingIsAllocated(Work work) throws Exception {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                AllocationTest.class.getName(),
                work.name())
            .redirectError(ProcessBuilder.Redirect.DISCARD) // that the module is incubating
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(log)).isEqualTo("least bytes of a pass: 0");
  }

  /** Prints what the work named allocates. */
  public static void main(String[] arguments) {
    System.out.print(
        "least bytes of a pass: " + leastAllocation(Work.valueOf(arguments[0]).pass()));
  }

  /** The compiler has this long: far more than it takes on an idle machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int FEWEST_PASSES = 10;

  /**
   * Bytes that the pass allocates on this thread, at best; returns at the first pass without any.
   */
  private static long leastAllocation(Runnable pass) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long least = Long.MAX_VALUE;
    for (int i = 0; least > 0 && (i < FEWEST_PASSES || System.nanoTime() < deadline); i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      pass.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private enum Work {
    GUIDED_EVALUATION {
      @Override
      Runnable pass() {
        var model = new UntrainedModel(1);
        ModelDenoiser buffers = model.newDenoiser(CircuitTimer.NONE);
        var exact = new CircuitBackend.Exact();
        RandomGenerator measurements = Randomness.of(1);
        Guidance guidance = new Guidance(3, 1.5f);
        float[] noisy = noise(model);
        float[] prediction = new float[noisy.length];
        return () -> buffers.on(exact, measurements).predict(noisy, 500, guidance, prediction);
      }
    },

    TRAINING_PASS {
      @Override
      Runnable pass() {
        var model = new UntrainedModel(1);
        int images = 2;
        int[] timesteps = {500, 3};
        int[] conditions = {3, 10};
        DenoisingNetwork.TrainingPass pass =
            model.network().newTrainingPass(model.weights(), images);
        float[] gradient = new float[model.network().layout().size()];
        float[] noise = noise(model);
        float[] noisy = Arrays.copyOf(noise, images * noise.length);
        return () -> {
          float[] prediction = pass.forward(images, noisy, timesteps, conditions);
          pass.backward(prediction, gradient);
        };
      }
    };

    abstract Runnable pass();

    static float[] noise(UntrainedModel model) {
      float[] noise = new float[model.network().pixels()];
      Randomness.fillNormal(Randomness.of(1), noise);
      return noise;
    }
  }
}
