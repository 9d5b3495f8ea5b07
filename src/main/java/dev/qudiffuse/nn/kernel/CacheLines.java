package dev.qudiffuse.nn.kernel;

/**
 * How arrays are laid out so that a vector of 512 bits lies in one line of a cache: one that lies
 * across two takes two accesses.
 *
 * <p>An array's elements begin 16 bytes behind the start of its object, and that is up to the
 * virtual machine: with {@code -XX:ObjectAlignmentInBytes=64}, which {@code train.options} sets, it
 * is the start of a line. Otherwise results are the same, and later.
 */
public final class CacheLines {

  /** Floats in a line of 64 bytes. */
  public static final int FLOATS = 16;

  /** The first element that begins a line. */
  public static final int ORIGIN = 12;

  private CacheLines() {}

  /** A zeroed array with {@code count} floats from {@link #ORIGIN} on. */
  public static float[] newArray(int count) {
    return new float[Math.addExact(ORIGIN, count)];
  }

  /** The smallest number of floats that fill whole lines and are at least as many. */
  public static int roundUp(int count) {
    return Math.multiplyExact(Math.ceilDiv(count, FLOATS), FLOATS);
  }
}
