package dev.qudiffuse.generation;

/**
 * How a drawing is made where the caller does not say.
 *
 * @param steps number of denoising steps
 * @param guidance strength of classifier-free guidance
 * @param size pixels a side of the finished image
 */
public record GenerationDefaults(int steps, float guidance, int size) {

  /** Few steps for speed; gentle guidance, which keeps variety; a size that can be seen. */
  public static final GenerationDefaults STANDARD = new GenerationDefaults(20, 1.5f, 280);

  /**
   * Checks that a command can be made of these.
   *
   * @throws InvalidRequestException naming the first part that is out of its range
   */
  public GenerationDefaults {
    var unused = new GenerateCommand(0, 0, steps, guidance, size);
  }
}
