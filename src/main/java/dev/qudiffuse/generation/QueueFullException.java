package dev.qudiffuse.generation;

/** There is no room for what was asked for: the caller should come back later. */
public final class QueueFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private QueueFullException(String message) {
    super(message, null, false, false); // without a trace: under load, refusing must cost little
  }

  /** A queue that has room for fewer drawings than were asked for. */
  static QueueFullException full(int wanted, int room) {
    return new QueueFullException(
        "expected room for %d more drawings in the queue, but there is room for %d"
            .formatted(wanted, room));
  }

  /** A queue that takes no more, since the service is stopping. */
  static QueueFullException closed() {
    return new QueueFullException("expected a service that takes drawings, but it is stopping");
  }
}
