package dev.qudiffuse.generation;

import java.math.BigDecimal;
import java.time.Duration;

/** A drawing was not finished in time and has been given up: the caller should come back later. */
public final class DeadlineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A drawing that was not finished after {@code deadline}. */
  public DeadlineException(Duration deadline) {
    super(
        "expected the drawing to be finished after %s s, but it was not"
            .formatted(
                BigDecimal.valueOf(deadline.toMillis(), 3).stripTrailingZeros().toPlainString()));
  }
}
