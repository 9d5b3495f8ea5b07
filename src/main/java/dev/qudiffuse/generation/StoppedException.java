package dev.qudiffuse.generation;

/** A drawing was given up since the service stops: the caller should come back later. */
public final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A drawing that was not finished when its queue had waited for it long enough. */
  public StoppedException() {
    super("expected the drawing to be finished before the service stops, but it was not");
  }
}
