package dev.qudiffuse.quantum;

import java.util.Locale;

/**
 * Refuses what would not fit the heap before it is allocated, and says how much it would have
 * needed: registers grow exponentially, so that one qubit too many is easily asked for, and running
 * out of memory would hit everything else in the process as well. It is a check, not a reservation.
 * Thread-safe.
 *
 * <p>Sizes are doubles, which hold every power of two that a register can ask for exactly.
 */
public final class Memory {

  /** So little is left to the virtual machine: asking it would cost more than the allocation. */
  private static final double ALWAYS_TRIED = 1 << 20;

  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB"};

  private Memory() {}

  /** Bytes of the {@code 2^qubits} complex numbers of a state. */
  public static double complexNumbers(int qubits) {
    return Math.scalb(16.0, qubits);
  }

  /**
   * Holds that so much memory can be had. What looks full may be garbage, so a collection comes
   * before a refusal that it could prevent.
   *
   * @param what for the message, such as "a state of 20 qubits"
   * @throws IllegalArgumentException if the heap has not got that much left
   */
  public static void require(String what, double bytes) {
    if (bytes > ALWAYS_TRIED) {
      require(what, bytes, new RuntimeHeap());
    }
  }

  static void require(String what, double bytes, Heap heap) {
    if (bytes > heap.max()) {
      throw new IllegalArgumentException(
          "%s needs %s, this machine's heap has %s"
              .formatted(what, format(bytes), format(heap.max())));
    }
    if (bytes > heap.max() - heap.used()) {
      heap.collect();
      double left = heap.max() - heap.used();
      if (bytes > left) {
        throw new IllegalArgumentException(
            "%s needs %s, this machine's heap has %s left of %s"
                .formatted(what, format(bytes), format(left), format(heap.max())));
      }
    }
  }

  /**
   * How many of some equal things may be held at once: all of them, or as many as half of what the
   * heap has left holds, but at least one, for whoever allocates it to refuse.
   *
   * @param count how many are wanted
   * @param bytes of each
   */
  public static int fitting(int count, double bytes) {
    return count * bytes > ALWAYS_TRIED ? fitting(count, bytes, new RuntimeHeap()) : count;
  }

  /** Half of what is left, because this is no reservation either, and others allocate as well. */
  static int fitting(int count, double bytes, Heap heap) {
    if (count * bytes > (heap.max() - heap.used()) / 2) {
      heap.collect();
    }
    double fitting = Math.floor((heap.max() - heap.used()) / 2 / bytes);
    return (int) Math.max(1, Math.min(count, fitting));
  }

  /** Bytes for a reader: "64 PiB", "5.9 GiB". */
  public static String format(double bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1024 && unit + 1 < UNITS.length) {
      value /= 1024;
      unit++;
    }
    if (value >= 1024) {
      // No register comes here in earnest: only the magnitude matters.
      return Double.isInfinite(bytes)
          ? "more than 2^1023 bytes"
          : String.format(Locale.ROOT, "%.0e bytes", bytes);
    }
    String digits = String.format(Locale.ROOT, "%.1f", value);
    return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits)
        + " "
        + UNITS[unit];
  }

  /** What the check asks of the virtual machine. */
  interface Heap {
    double max();

    double used();

    void collect();
  }

  private static final class RuntimeHeap implements Heap {
    @Override
    public double max() {
      return Runtime.getRuntime().maxMemory();
    }

    @Override
    public double used() {
      return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Override
    public void collect() {
      System.gc();
    }
  }
}
