package dev.qudiffuse.diffusion;

/**
 * The timesteps that a sampler visits, from noisy to clean: explicit pairs (t, tPrevious).
 *
 * <p>"Previous" is meant in the order of the forward process: the less noisy one, where the step
 * leads. The last step leads to {@link NoiseSchedule#ORIGINAL}. Immutable and safe to share.
 */
final class Timesteps {

  private final int[] timesteps;

  private Timesteps(int[] timesteps) {
    this.timesteps = timesteps;
  }

  /**
   * {@code steps} of {@code total} timesteps, evenly apart, in trailing spacing (Lin et al. 2023,
   * arXiv 2305.08891, table 2):
   *
   * <pre>  t_i = round((steps - i) total / steps) - 1, i = 0 .. steps-1</pre>
   *
   * so the first is always {@code total - 1}, the one whose image is pure noise, as the sampler's
   * start is; for example 999, 949, .., 49 for 20 of 1000. All of them when {@code steps == total}.
   */
  static Timesteps trailing(int total, int steps) {
    if (steps < 1 || steps > total) {
      throw new IllegalArgumentException(
          "expected between 1 and %d steps, got %d".formatted(total, steps));
    }
    int[] timesteps = new int[steps];
    for (int i = 0; i < steps; i++) {
      timesteps[i] = (int) ((2L * (steps - i) * total + steps) / (2L * steps)) - 1;
    }
    return new Timesteps(timesteps);
  }

  int count() {
    return timesteps.length;
  }

  /** Where step {@code index} starts. */
  int timestep(int index) {
    return timesteps[index];
  }

  /** Where step {@code index} leads. */
  int previous(int index) {
    return index + 1 < timesteps.length ? timesteps[index + 1] : NoiseSchedule.ORIGINAL;
  }
}
