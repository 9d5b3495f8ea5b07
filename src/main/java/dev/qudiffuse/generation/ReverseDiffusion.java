package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.diffusion.StepListener;
import dev.qudiffuse.diffusion.Trajectory;
import dev.qudiffuse.model.CircuitBackend;
import dev.qudiffuse.model.CircuitTimer;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Draws what a command asks for: noise from the seed, then step after step of the sampler, then the
 * size asked for.
 *
 * <p>Owns the buffers of one drawing and reuses them for the next: used by one thread at a time.
 */
public final class ReverseDiffusion {

  /** Which child of an image's seed its measurements have. */
  private static final long MEASUREMENTS = 0;

  private final GenerativeModel model;
  private final CircuitTimer timer;
  private final Denoiser exact;
  private final float[] image =
      new float[GenerateCommand.NATIVE_SIZE * GenerateCommand.NATIVE_SIZE];

  /** A new set of buffers for the model's images. */
  public ReverseDiffusion(GenerativeModel model) {
    this(model, CircuitTimer.NONE);
  }

  /**
   * A new set of buffers for the model's images.
   *
   * @param timer hears of every execution of the circuit
   */
  public ReverseDiffusion(GenerativeModel model, CircuitTimer timer) {
    this.model = model;
    this.timer = timer;
    this.exact = model.newDenoiser(timer);
  }

  /**
   * Where the outcomes of an image's measurements are drawn from: the generator of {@link
   * Randomness#derive} child 0 of its seed. So they are independent of the noise of the diffusion,
   * which is that of the seed itself and the same on every backend.
   */
  static RandomGenerator measurements(long seed) {
    return Randomness.of(Randomness.derive(seed, MEASUREMENTS));
  }

  private Denoiser denoiser(GenerateCommand command) {
    return command.backend() instanceof CircuitBackend.Exact
        ? exact
        : model.newDenoiser(command.backend(), measurements(command.seed()), timer);
  }

  /** Draws one image. */
  public GrayImage draw(GenerateCommand command) {
    return draw(command, () -> false);
  }

  /**
   * Draws one image, unless nobody wants it any more.
   *
   * @param unwanted asked before every step
   * @throws CancellationException once the image is unwanted
   */
  GrayImage draw(GenerateCommand command, BooleanSupplier unwanted) {
    Denoiser denoiser = denoiser(command);
    Trajectory trajectory =
        model
            .sampler(command.sampler(), command.steps(), command.tempering().noiseScale())
            .start(
                new Guidance(command.digit(), command.guidance(), command.tempering().guidedUpTo()),
                Randomness.of(command.seed()),
                image,
                StepListener.NONE);
    while (trajectory.hasNext()) {
      if (unwanted.getAsBoolean()) {
        throw new CancellationException();
      }
      trajectory.step(denoiser);
    }
    return GrayImage.of(
        command.size(), Enlargement.of(GenerateCommand.NATIVE_SIZE, command.size()).apply(image));
  }
}
