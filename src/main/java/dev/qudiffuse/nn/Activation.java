package dev.qudiffuse.nn;

/** What follows a normalisation in the same sweep over the image. */
public enum Activation {
  /** Nothing. */
  NONE,
  /** {@code x * sigmoid(x)} (Elfwing et al. 2017, arXiv 1702.03118). */
  SILU
}
