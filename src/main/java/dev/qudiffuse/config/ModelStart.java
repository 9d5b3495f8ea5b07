package dev.qudiffuse.config;

import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model that is being loaded, whole or not at all, and then warmed up, on threads of its own.
 * Thread-safe.
 */
final class ModelStart implements AutoCloseable {

  private final @Nullable Path file;
  private final Duration atMost;
  private final CompletableFuture<TrainedModel> model;
  private final WarmUp warmUp;

  private ModelStart(@Nullable Path file, Duration atMost, CompletableFuture<Checkpoint> weights) {
    this.file = file;
    this.atMost = atMost;
    this.model = weights.thenApplyAsync(TrainedModel::of, WarmUp.THREAD);
    this.warmUp = WarmUp.begin(model, atMost, SelfTest::run);
  }

  /** Begins to read the weights in the jar. */
  static CompletableFuture<Checkpoint> readShipped() {
    return CompletableFuture.supplyAsync(TrainedModel::shippedWeights, WarmUp.THREAD);
  }

  /**
   * Begins with what the settings name.
   *
   * @param shipped the weights in the jar, which are asked for if the settings name no others
   */
  static ModelStart begin(
      QuDiffuseProperties properties, Supplier<CompletableFuture<Checkpoint>> shipped) {
    Path file = properties.model();
    return new ModelStart(
        file,
        properties.warmUp(),
        file == null
            ? shipped.get()
            : CompletableFuture.supplyAsync(() -> Checkpoint.read(file), WarmUp.THREAD));
  }

  /** Whether these settings would begin the same. */
  boolean isFor(QuDiffuseProperties properties) {
    return Objects.equals(file, properties.model()) && atMost.equals(properties.warmUp());
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

  /** Ends the warm-up at its next drawing. */
  @Override
  public void close() {
    warmUp.stop();
  }
}
