package dev.qudiffuse.cli;

import java.io.Serial;

/** The process was told to end before a command had finished. */
final class StoppedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  StoppedException() {
    super("told to end before all was done; no file has been written");
  }
}
