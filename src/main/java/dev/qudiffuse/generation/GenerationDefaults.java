package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.SamplerType;
import org.jspecify.annotations.Nullable;

/**
 * How a drawing is made where the caller does not say.
 *
 * @param steps number of denoising steps
 * @param guidance strength of classifier-free guidance
 * @param size pixels a side of the finished image
 * @param sampler by which steps noise becomes an image
 */
public record GenerationDefaults(int steps, float guidance, int size, SamplerType sampler) {

  /**
   * Few steps for speed; guidance that keeps variety as {@link Tempering} limits it; a size that
   * can be seen; and fresh noise at every step, which lets later steps mend what earlier ones
   * spoilt: in as few steps, those without noise leave more broken strokes.
   */
  public static final GenerationDefaults STANDARD =
      new GenerationDefaults(20, 2, 280, SamplerType.DDPM);

  /**
   * Checks that a command can be made of these.
   *
   * @throws InvalidRequestException naming the first part that is out of its range
   */
  public GenerationDefaults {
    var unused = new GenerateCommand(0, 0, steps, guidance, size, sampler);
  }

  /**
   * These, but for what somebody says otherwise.
   *
   * @param steps null to leave them; so with the others
   * @param guidance as people write it
   * @param sampler its name
   * @throws InvalidRequestException naming the first part that is not possible
   */
  public GenerationDefaults with(
      @Nullable Integer steps,
      @Nullable String guidance,
      @Nullable Integer size,
      @Nullable String sampler) {
    return new GenerationDefaults(
        steps != null ? steps : this.steps,
        guidance != null ? GenerateCommand.parseGuidance(guidance) : this.guidance,
        size != null ? size : this.size,
        sampler != null ? GenerateCommand.parseSampler(sampler) : this.sampler);
  }
}
