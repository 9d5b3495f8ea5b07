package dev.qudiffuse.generation;

/** As many drawings are waiting as may wait: the caller should come back later. */
public final class QueueFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A queue in which {@code capacity} drawings wait already. */
  public QueueFullException(int capacity) {
    super("expected room in the queue, but %d drawings are waiting already".formatted(capacity));
  }
}
