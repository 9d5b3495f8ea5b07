package dev.qudiffuse.image;

import java.util.Random;

/** Images to try things on. */
final class TestImages {

  private TestImages() {}

  /** An image of noise, in which all shades occur if it is large enough. */
  static GrayImage noise(int width, int height, long seed) {
    byte[] pixels = new byte[width * height];
    new Random(seed).nextBytes(pixels);
    return new GrayImage(width, height, pixels);
  }
}
