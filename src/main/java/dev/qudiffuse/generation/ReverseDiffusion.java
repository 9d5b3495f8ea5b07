package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.diffusion.StepListener;
import dev.qudiffuse.diffusion.Trajectory;
import dev.qudiffuse.image.Enlargement;
import dev.qudiffuse.image.GrayImage;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Draws what a command asks for: noise from the seed, then step after step of the sampler, then the
 * size asked for.
 *
 * <p>Owns the buffers of one drawing and reuses them for the next: used by one thread at a time.
 */
public final class ReverseDiffusion {

  private final GenerativeModel model;
  private final Denoiser denoiser;
  private final float[] image =
      new float[GenerateCommand.NATIVE_SIZE * GenerateCommand.NATIVE_SIZE];

  /** A new set of buffers for the model's images. */
  public ReverseDiffusion(GenerativeModel model) {
    this.model = model;
    this.denoiser = model.newDenoiser();
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
