package dev.qudiffuse.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.qudiffuse.UntrainedModel;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.diffusion.Randomness;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Once compiled, the standard network allocates nothing, forward or back. Until then the Vector
 * API's vectors are objects, so the tests go on until a pass is free of them.
 */
class AllocationTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The compiler has this long: far more than it takes on an idle machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int FEWEST_PASSES = 10;

  private static final int IMAGES = 2;

  private final UntrainedModel model = new UntrainedModel(1);
  private final float[] noisy = noise();

  private float[] noise() {
    float[] noise = new float[model.network().pixels()];
    Randomness.fillNormal(Randomness.of(1), noise);
    return noise;
  }

  @Test
  void aGuidedEvaluationAllocatesNothing() {
    ModelDenoiser buffers = model.newDenoiser(CircuitTimer.NONE);
    var exact = new CircuitBackend.Exact();
    RandomGenerator measurements = Randomness.of(1);
    Guidance guidance = new Guidance(3, 1.5f);
    float[] prediction = new float[noisy.length];
    assertThat(
            leastAllocation(
                () -> buffers.on(exact, measurements).predict(noisy, 500, guidance, prediction)))
        .isZero();
  }

  @Test
  void aTrainingPassAllocatesNothing() {
    DenoisingNetwork.TrainingPass pass = model.network().newTrainingPass(model.weights(), IMAGES);
    float[] gradient = new float[model.network().layout().size()];
    int[] timesteps = {500, 3};
    int[] conditions = {3, 10};
    float[] images = Arrays.copyOf(noisy, IMAGES * noisy.length);
    assertThat(
            leastAllocation(
                () -> {
                  float[] prediction = pass.forward(IMAGES, images, timesteps, conditions);
                  pass.backward(prediction, gradient);
                }))
        .isZero();
  }

  /**
   * Bytes that the pass allocates on this thread, at best; returns at the first pass without any.
   */
  private static long leastAllocation(Runnable pass) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long least = Long.MAX_VALUE;
    for (int i = 0; least > 0 && (i < FEWEST_PASSES || System.nanoTime() < deadline); i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      pass.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
