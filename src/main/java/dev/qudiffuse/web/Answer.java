package dev.qudiffuse.web;

import dev.qudiffuse.generation.DrawnImage;
import dev.qudiffuse.generation.Generation;
import dev.qudiffuse.generation.StepReport;
import dev.qudiffuse.generation.StepWatcher;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * How one request is answered. What it watches, it hears on the threads that draw, and there it
 * makes its files: the request's own thread is a virtual one, and would keep all others of them
 * from their processor meanwhile, health checks among them. The rest is called on that thread.
 */
sealed interface Answer extends StepWatcher
    permits AnimationAnswer, ImageAnswer, JsonAnswer, EventAnswer {

  /** The answer to a request in the form it asks for. */
  static Answer of(Representation representation, GenerationFacts facts, JsonMapper mapper) {
    return switch (representation) {
      case PNG -> new ImageAnswer(facts);
      case GIF -> new AnimationAnswer(facts);
      case JSON -> new JsonAnswer(facts, mapper);
      case EVENTS -> new EventAnswer(facts, mapper);
    };
  }

  /** Watches the drawings on behalf of the answer. */
  default StepWatcher watcher() {
    return this;
  }

  @Override
  default void onStep(StepReport step, float[] image) {}

  @Override
  void onDrawn(List<DrawnImage> images);

  /**
   * Called while the drawings are made; returns when they are, at the latest.
   *
   * @param gone whether the caller has gone
   */
  default void follow(Generation generation, BooleanSupplier gone, HttpServletResponse response)
      throws IOException, InterruptedException {}

  /** Writes what {@link #onDrawn} has made of the finished images. */
  void write(List<DrawnImage> images, HttpServletResponse response) throws IOException;
}
