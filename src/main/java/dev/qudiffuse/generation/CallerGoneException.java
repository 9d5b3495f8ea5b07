package dev.qudiffuse.generation;

/** Whoever asked for the drawing does not wait for it any more; it has been given up. */
public final class CallerGoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A drawing that nobody waits for. */
  public CallerGoneException() {
    super("expected the caller to wait for the drawing, but nobody does");
  }
}
