package dev.qudiffuse.generation;

import java.time.Duration;

/**
 * How long a drawing takes of late: a mean in which every drawing counts for a tenth and the older
 * ones fade. Thread-safe.
 */
final class DrawingTime {

  private static final double WEIGHT_OF_NEWEST = 0.1;

  private double meanNanoseconds = Double.NaN;

  /** Takes notice of a finished drawing. */
  synchronized void add(Duration duration) {
    double newest = duration.toNanos();
    meanNanoseconds =
        Double.isNaN(meanNanoseconds)
            ? newest
            : meanNanoseconds + WEIGHT_OF_NEWEST * (newest - meanNanoseconds);
  }

  /**
   * How long so many drawings will take on so many threads; no time at all as long as nothing has
   * been drawn.
   */
  synchronized Duration of(int drawings, int threads) {
    return Double.isNaN(meanNanoseconds)
        ? Duration.ZERO
        : Duration.ofNanos(Math.round(meanNanoseconds * drawings / threads));
  }
}
