package dev.qudiffuse.generation;

import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.model.CircuitTimer;

/**
 * Draws what a command asks for without stopping: noise from the seed, then step after step of the
 * sampler, then the size asked for. {@link GenerationQueue} draws the same images taking turns.
 *
 * <p>Owns the buffers of the network and reuses them for the next image: used by one thread at a
 * time.
 */
public final class ReverseDiffusion {

  private final GenerativeModel model;
  private final Drawing.Worker worker;

  /** A new set of buffers for the model's images. */
  public ReverseDiffusion(GenerativeModel model) {
    this.model = model;
    this.worker = new Drawing.Worker(model, CircuitTimer.NONE);
  }

  /** Draws one image. */
  public GrayImage draw(GenerateCommand command) {
    Drawing drawing = new Drawing(model, command, 0, StepWatcher.NONE);
    while (drawing.hasNext()) {
      var unused = drawing.step(worker);
    }
    return drawing.finish().image();
  }
}
