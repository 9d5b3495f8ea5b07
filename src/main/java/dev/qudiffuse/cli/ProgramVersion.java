package dev.qudiffuse.cli;

import java.util.Objects;

/** The version in the manifest of the jar that this program runs from. */
final class ProgramVersion {

  private ProgramVersion() {}

  /** The version, or {@code "development"} when run from classes. */
  static String get() {
    return Objects.requireNonNullElse(
        ProgramVersion.class.getPackage().getImplementationVersion(), "development");
  }
}
