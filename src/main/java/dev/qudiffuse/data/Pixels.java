package dev.qudiffuse.data;

/**
 * Between a byte of a picture and a number of a network: 0 is -1 (background), 255 is +1 (ink),
 * evenly between.
 */
public final class Pixels {

  private Pixels() {}

  /** {@code p / 127.5 - 1} for the unsigned byte p. */
  public static float toFloat(byte pixel) {
    return (pixel & 0xFF) / 127.5f - 1;
  }

  /** The nearest byte; what lies outside [-1, 1] is clamped. Undoes {@link #toFloat} exactly. */
  public static byte toByte(float value) {
    return (byte) Math.round((Math.clamp(value, -1f, 1f) + 1) * 127.5f);
  }
}
