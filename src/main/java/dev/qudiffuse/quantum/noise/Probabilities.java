package dev.qudiffuse.quantum.noise;

/** The one check of every probability. */
final class Probabilities {

  private Probabilities() {}

  static void require(String what, double probability) {
    // Written so that NaN is refused too.
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("expected a " + what + " from 0 to 1, got " + probability);
    }
  }
}
