package dev.qudiffuse.generation;

import java.util.List;

/**
 * Hears what becomes of drawings, for metrics and traces. Must be quick, and must not throw.
 * Thread-safe.
 */
public interface GenerationObserver {

  /** Why drawings were not admitted. */
  enum Refusal {
    /** There was no room for them. */
    QUEUE_FULL,
    /** Their client has its share already. */
    CLIENT_SHARE,
    /** The service is stopping. */
    STOPPING
  }

  /** How a generation ended. */
  enum Ending {
    /** All its images are drawn. */
    DRAWN,
    /** Its caller has gone. */
    CANCELLED,
    /** Its deadline has passed. */
    LATE,
    /** The service has stopped before it was done. */
    STOPPED,
    /** Something went wrong. */
    FAILED
  }

  /** Called on the caller's thread when drawings are admitted; what is returned hears of them. */
  Watch admitted(List<GenerateCommand> commands);

  /** Called on the caller's thread when drawings are not admitted. */
  void refused(Refusal reason, int drawings);

  /** Hears of the drawings of one request, from the threads that draw them. */
  interface Watch {

    /** A step of one of the drawings is taken. */
    void stepped(StepReport step);

    /** One of the drawings is finished. */
    void drawn(DrawnImage image);

    /** All of it has come to an end. Called once. */
    void ended(Ending ending);
  }
}
