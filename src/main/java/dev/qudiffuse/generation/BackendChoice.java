package dev.qudiffuse.generation;

import dev.qudiffuse.model.CircuitBackend;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CircuitBackend} as people choose it: by a name, and the one number that goes with it.
 *
 * @param backend exact, shots or noisy; exact when absent
 * @param shots for each observable; with shots, and only then
 * @param noise probability, as it was written; with noisy, and only then
 */
public record BackendChoice(
    @Nullable String backend, @Nullable Integer shots, @Nullable String noise) {

  /** What {@code shots} may be. */
  public static final IntegerRange ALLOWED_SHOTS = new IntegerRange(1, CircuitBackend.MAX_SHOTS);

  private static final String EXACT = new CircuitBackend.Exact().key();
  private static final String SHOTS = new CircuitBackend.Shots(1).key();
  private static final String NOISY = new CircuitBackend.Noisy(0).key();
  private static final String NOTHING = "nothing";

  /**
   * The backend that is meant.
   *
   * @throws InvalidRequestException naming what is unknown, out of its range, missing or too much
   */
  public CircuitBackend toBackend() {
    String name = backend != null ? backend : EXACT;
    if (!name.equals(EXACT) && !name.equals(SHOTS) && !name.equals(NOISY)) {
      throw new InvalidRequestException("backend", allowedBackend(), name);
    }
    if (shots != null && !name.equals(SHOTS)) {
      throw new InvalidRequestException("shots", onlyWith(SHOTS), shots + " with " + name);
    }
    if (noise != null && !name.equals(NOISY)) {
      throw new InvalidRequestException("noise", onlyWith(NOISY), noise + " with " + name);
    }
    if (name.equals(SHOTS)) {
      return new CircuitBackend.Shots(checkedShots());
    }
    return name.equals(NOISY)
        ? new CircuitBackend.Noisy(checkedNoise())
        : new CircuitBackend.Exact();
  }

  private static String onlyWith(String name) {
    return "none but with backend " + name;
  }

  private int checkedShots() {
    if (shots == null) {
      throw new InvalidRequestException("shots", ALLOWED_SHOTS.toString(), NOTHING);
    }
    return ALLOWED_SHOTS.require("shots", shots);
  }

  private double checkedNoise() {
    if (noise != null && GenerateCommand.isDecimal(noise)) {
      double probability = Double.parseDouble(noise);
      if (probability >= 0 && probability <= CircuitBackend.MAX_NOISE) {
        return probability;
      }
    }
    throw new InvalidRequestException("noise", allowedNoise(), noise == null ? NOTHING : noise);
  }

  /** What {@code backend} may be, in words. */
  public static String allowedBackend() {
    return "%s, %s or %s".formatted(EXACT, SHOTS, NOISY);
  }

  /** What {@code noise} may be, in words. */
  public static String allowedNoise() {
    return "a number from 0 to %d".formatted((int) CircuitBackend.MAX_NOISE);
  }
}
