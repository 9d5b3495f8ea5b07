package dev.qudiffuse.cli;

/** A circuit that cannot be read or run, told in one line. */
final class CircuitException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CircuitException(String message, Throwable cause) {
    super(message, cause);
  }
}
