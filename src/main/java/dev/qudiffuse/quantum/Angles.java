package dev.qudiffuse.quantum;

/** The one check every gate makes of its angles. */
final class Angles {

  private Angles() {}

  static void requireCount(Object gate, int expected, int actual) {
    if (actual != expected) {
      throw new IllegalArgumentException(gate + " takes " + expected + " angle(s), got " + actual);
    }
  }
}
