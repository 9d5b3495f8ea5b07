package dev.qudiffuse.data;

/**
 * From a byte of a picture to a number of a network: 0 is -1 (background), 255 is +1 (ink), evenly
 * between. {@code image.GrayImage} goes the other way.
 */
public final class Pixels {

  private Pixels() {}

  /** {@code p / 127.5 - 1} for the unsigned byte p. */
  public static float toFloat(byte pixel) {
    return (pixel & 0xFF) / 127.5f - 1;
  }
}
