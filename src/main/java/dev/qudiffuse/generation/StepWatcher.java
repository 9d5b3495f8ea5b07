package dev.qudiffuse.generation;

import java.util.List;

/** Watches the drawings of one request come out of the noise. */
@FunctionalInterface
public interface StepWatcher {

  /** Watches nothing. */
  StepWatcher NONE = (step, image) -> {};

  /**
   * Called at the end of every step, on the thread that took it, so it must be quick. Steps of one
   * drawing come in their order; different drawings are on different threads.
   *
   * @param image x_t where the step led, {@link GenerateCommand#NATIVE_SIZE} squared, in [-1, 1] at
   *     the end; the drawing's own array, to be copied before returning
   */
  void onStep(StepReport step, float[] image);

  /**
   * Called once all images are finished and still wanted, before whoever waits for them hears of
   * it, on the thread that finished the last. What takes time, such as making a file of them,
   * belongs here: it is then part of the drawing, with its threads, its deadline and its place in
   * the queue.
   *
   * @param images in the order of their commands
   */
  default void onDrawn(List<DrawnImage> images) {}
}
