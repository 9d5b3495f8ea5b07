package dev.qudiffuse.generation;

/** One client has as many drawings in the queue as one may have: it should come back later. */
public final class ClientShareException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A client that has {@code held} drawings in the queue and asked for {@code more}. */
  public ClientShareException(int share, int held, int more) {
    super(
        "expected at most %d drawings of one client at a time, but %d are on their way and %d more were asked for"
            .formatted(share, held, more),
        null,
        false,
        false); // without a trace: under load, refusing must cost little
  }
}
