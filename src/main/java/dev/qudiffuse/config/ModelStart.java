package dev.qudiffuse.config;

import dev.qudiffuse.generation.TrainedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A model that is being loaded, whole or not at all, and then warmed up, on a thread of its own.
 * Thread-safe.
 */
final class ModelStart {

  private final CompletableFuture<TrainedModel> model;
  private final WarmUp warmUp;

  private ModelStart(CompletableFuture<TrainedModel> model, WarmUp warmUp) {
    this.model = model;
    this.warmUp = warmUp;
  }

  /**
   * Begins.
   *
   * @param file what to load; the model in the jar where it is null
   * @param atMost as for {@link WarmUp#begin}
   */
  static ModelStart begin(@Nullable Path file, Duration atMost) {
    CompletableFuture<TrainedModel> model =
        CompletableFuture.supplyAsync(
            () -> file == null ? TrainedModel.shipped() : TrainedModel.read(file), WarmUp.THREAD);
    return new ModelStart(model, WarmUp.begin(model, atMost, SelfTest::run));
  }

  /** Waits for the model; whatever kept it from being loaded is thrown here. */
  TrainedModel model() {
    try {
      return model.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** What follows the loading. */
  WarmUp warmUp() {
    return warmUp;
  }
}
