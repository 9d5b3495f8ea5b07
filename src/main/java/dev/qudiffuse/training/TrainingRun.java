package dev.qudiffuse.training;

import java.time.Duration;

/**
 * Step after step until all are made or somebody asks to stop, saving now and then.
 *
 * <p>{@link #run} belongs to one thread; {@link #requestStop} may be called from any.
 */
public final class TrainingRun {

  /** Told of what happens, on the thread that runs. */
  public interface Listener {

    /** A step has been made. */
    void stepped(StepResult result);

    /** The state is to be written to disk: time has come, or the run ends. */
    void save(TrainingState state);
  }

  private final Trainer trainer;
  private final Duration saveEvery;
  private final Listener listener;
  private volatile boolean stopRequested;

  /** A run that saves whenever {@code saveEvery} has passed, and at its end. */
  public TrainingRun(Trainer trainer, Duration saveEvery, Listener listener) {
    this.trainer = trainer;
    this.saveEvery = saveEvery;
    this.listener = listener;
  }

  /** Lets the run end, with a save, after the step that is being made. */
  public void requestStop() {
    stopRequested = true;
  }

  /**
   * Makes the remaining steps.
   *
   * @return whether all steps have been made; false if the run was stopped before
   * @throws TrainingDivergedException if a step failed; the state before it has then been saved
   */
  public boolean run() {
    TrainingState state = trainer.state();
    long savedStep = -1;
    long savedAt = System.nanoTime();
    while (!trainer.finished() && !stopRequested) {
      listener.stepped(step(savedStep));
      if (System.nanoTime() - savedAt >= saveEvery.toNanos()) {
        listener.save(state);
        savedStep = state.step();
        savedAt = System.nanoTime();
      }
    }
    if (savedStep != state.step()) {
      listener.save(state);
    }
    return trainer.finished();
  }

  private StepResult step(long savedStep) {
    try {
      return trainer.step();
    } catch (TrainingDivergedException e) {
      // The failed step has changed nothing: what it started from is the last good state.
      if (savedStep != trainer.state().step()) {
        listener.save(trainer.state());
      }
      throw e;
    }
  }
}
