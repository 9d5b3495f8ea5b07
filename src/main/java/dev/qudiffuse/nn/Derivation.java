package dev.qudiffuse.nn;

/** Recomputes some of {@link Weights#derived()} after the values have changed. */
@FunctionalInterface
public interface Derivation {

  /** Reads the values and writes what is derived from them. */
  void derive(Weights weights);
}
