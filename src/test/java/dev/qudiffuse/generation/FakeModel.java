package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.DdimSampler;
import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.NoiseSchedule;
import dev.qudiffuse.diffusion.PredictionType;
import dev.qudiffuse.diffusion.Sampler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A model that costs nothing and whose images depend on everything a command says: it foresees a
 * bar as long as the digit, the brighter the stronger the guidance, with a trace of the noise left
 * in it.
 */
public final class FakeModel implements GenerativeModel {

  private static final NoiseSchedule SCHEDULE = NoiseSchedule.cosine(GenerateCommand.MAX_STEPS);

  private final AtomicInteger denoisers = new AtomicInteger();
  private final @Nullable CountDownLatch gate;
  private final CountDownLatch arrived = new CountDownLatch(1);

  public FakeModel() {
    this(null);
  }

  /** A model that waits at the gate whenever it is asked for anything. */
  FakeModel(@Nullable CountDownLatch gate) {
    this.gate = gate;
  }

  @Override
  public Denoiser newDenoiser() {
    denoisers.incrementAndGet();
    return (noisy, timestep, guidance, prediction) -> {
      arrived.countDown();
      waitAtGate();
      for (int i = 0; i < noisy.length; i++) {
        boolean bar =
            i % GenerateCommand.NATIVE_SIZE <= 2 * guidance.condition()
                && i / GenerateCommand.NATIVE_SIZE > 10;
        prediction[i] = (bar ? 0.1f * guidance.scale() : -0.8f) + 0.2f * noisy[i];
      }
    };
  }

  @Override
  public Sampler sampler(int steps) {
    return new DdimSampler(SCHEDULE, PredictionType.SAMPLE, steps, 0);
  }

  /** How many denoisers have been made. */
  int denoisers() {
    return denoisers.get();
  }

  /** Returns when somebody stands at the gate. */
  void awaitArrival() throws InterruptedException {
    arrived.await();
  }

  private void waitAtGate() {
    if (gate != null) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
