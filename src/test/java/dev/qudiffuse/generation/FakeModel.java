package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.NoiseSchedule;
import dev.qudiffuse.diffusion.PredictionType;
import dev.qudiffuse.diffusion.Sampler;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.model.CircuitBackend;
import dev.qudiffuse.model.CircuitTimer;
import dev.qudiffuse.model.ModelDenoiser;
import java.util.concurrent.Semaphore;
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
  private final AtomicInteger steps = new AtomicInteger();
  private final Semaphore arrivals = new Semaphore(0);
  private final @Nullable Semaphore gate;

  public FakeModel() {
    this(null);
  }

  /** A model that takes a step only when it gets a permit for it. */
  public FakeModel(@Nullable Semaphore gate) {
    this.gate = gate;
  }

  @Override
  public String sha256() {
    return "f".repeat(64);
  }

  /** Where it measures, the generator's numbers and the backend show in the image. */
  @Override
  public ModelDenoiser newDenoiser(CircuitTimer timer) {
    denoisers.incrementAndGet();
    return (backend, measurements) ->
        denoiser(
            backend instanceof CircuitBackend.Exact
                ? 0
                : 0.1f + 0.1f * measurements.nextFloat() + 0.01f * backend.key().length());
  }

  private Denoiser denoiser(float brightness) {
    return (noisy, timestep, guidance, prediction) -> {
      steps.incrementAndGet();
      arrivals.release();
      if (gate != null) {
        gate.acquireUninterruptibly();
      }
      for (int i = 0; i < noisy.length; i++) {
        boolean bar =
            i % GenerateCommand.NATIVE_SIZE <= 2 * guidance.condition()
                && i / GenerateCommand.NATIVE_SIZE > 10;
        prediction[i] = (bar ? 0.1f * guidance.scale() : -0.8f) + brightness + 0.2f * noisy[i];
      }
    };
  }

  @Override
  public Sampler sampler(SamplerType type, int steps, float noiseScale) {
    return type.create(SCHEDULE, PredictionType.SAMPLE, steps, noiseScale);
  }

  /** How many denoisers have been made. */
  int denoisers() {
    return denoisers.get();
  }

  /** How many steps have been begun. */
  public int steps() {
    return steps.get();
  }

  /** Returns when one more step has been begun. */
  public void awaitStep() throws InterruptedException {
    arrivals.acquire();
  }
}
