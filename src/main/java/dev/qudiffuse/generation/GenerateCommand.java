package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.model.CircuitBackend;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One drawing to be made, known to be possible. Two equal commands give the same image to the byte.
 *
 * @param digit what to draw, 0 to 9
 * @param seed where its noise comes from; any value
 * @param steps number of denoising steps
 * @param guidance strength of classifier-free guidance; 1 is none, more follows the digit more
 *     strictly
 * @param size pixels a side of the finished image; {@link #NATIVE_SIZE} is the image as the network
 *     drew it
 * @param sampler by which steps noise becomes an image
 * @param tempering how these depart from the plain reverse process
 * @param backend how the circuit is run
 */
public record GenerateCommand(
    int digit,
    long seed,
    int steps,
    float guidance,
    int size,
    SamplerType sampler,
    Tempering tempering,
    CircuitBackend backend) {

  /** Pixels a side of what the network draws. */
  public static final int NATIVE_SIZE = 28;

  /** Digits run from 0 to this. */
  public static final int MAX_DIGIT = 9;

  /** As many steps as the noise schedule has. */
  public static final int MAX_STEPS = 1000;

  /** Far beyond where guidance still improves an image. */
  public static final float MAX_GUIDANCE = 20;

  /** Largest side of a finished image. */
  public static final int MAX_SIZE = 1024;

  /** What there is to draw. */
  public static final IntegerRange DIGITS = new IntegerRange(0, MAX_DIGIT);

  /** How many steps a drawing can have. */
  public static final IntegerRange STEPS = new IntegerRange(1, MAX_STEPS);

  /** How many pixels a side a finished image can have. */
  public static final IntegerRange SIZES = new IntegerRange(NATIVE_SIZE, MAX_SIZE);

  /** The timesteps of the noise schedule, from hardly any noise to nothing else. */
  public static final IntegerRange TIMESTEPS = new IntegerRange(0, MAX_STEPS - 1);

  /**
   * Plain decimals only: no hexadecimal, no suffix, no "NaN", all of which Java's own parser would
   * take.
   */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

  /**
   * Checks every part.
   *
   * @throws InvalidRequestException naming the first part that is out of its range
   */
  public GenerateCommand {
    DIGITS.require("digit", digit);
    STEPS.require("steps", steps);
    if (!isGuidance(guidance)) {
      throw new InvalidRequestException("guidance", allowedGuidance(), Float.toString(guidance));
    }
    SIZES.require("size", size);
  }

  /** A drawing tempered as usual. */
  public GenerateCommand(
      int digit,
      long seed,
      int steps,
      float guidance,
      int size,
      SamplerType sampler,
      CircuitBackend backend) {
    this(digit, seed, steps, guidance, size, sampler, Tempering.usual(sampler), backend);
  }

  /** A drawing with the exact circuit, tempered as usual. */
  public GenerateCommand(
      int digit, long seed, int steps, float guidance, int size, SamplerType sampler) {
    this(digit, seed, steps, guidance, size, sampler, new CircuitBackend.Exact());
  }

  /** The sampler's name, as {@link #parseSampler} reads it. */
  public String samplerName() {
    return nameOf(sampler);
  }

  private static boolean isGuidance(float guidance) {
    return guidance >= 0 && guidance <= MAX_GUIDANCE; // NaN is neither
  }

  /**
   * Reads a guidance as people write it.
   *
   * @throws InvalidRequestException if it is not one, with what was written and not the nearest
   *     float
   */
  public static float parseGuidance(String text) {
    if (isDecimal(text)) {
      float guidance = Float.parseFloat(text);
      if (isGuidance(guidance)) {
        return guidance;
      }
    }
    throw new InvalidRequestException("guidance", allowedGuidance(), text);
  }

  /**
   * Reads the name of a sampler.
   *
   * @throws InvalidRequestException if there is none of that name
   */
  public static SamplerType parseSampler(String text) {
    for (SamplerType type : SamplerType.values()) {
      if (nameOf(type).equals(text)) {
        return type;
      }
    }
    throw new InvalidRequestException("sampler", allowedSampler(), text);
  }

  private static String nameOf(SamplerType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** What {@code sampler} may be, in words. */
  public static String allowedSampler() {
    return Arrays.stream(SamplerType.values())
        .map(GenerateCommand::nameOf)
        .collect(Collectors.joining(" or "));
  }

  /** What {@code guidance} may be, in words. */
  public static String allowedGuidance() {
    return "a number from 0 to %d".formatted((int) MAX_GUIDANCE);
  }

  /** Whether this is a number as people write it. */
  static boolean isDecimal(String text) {
    return DECIMAL.matcher(text).matches();
  }
}
