package dev.qudiffuse.generation;

import dev.qudiffuse.image.GrayImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Draws many images on several threads; which thread draws which makes no difference to any of
 * them.
 */
public final class ImageBatch {

  /** Takes finished images, in any order, from several threads at once. */
  @FunctionalInterface
  public interface Sink {
    /** Takes image number {@code index}. */
    void accept(int index, GrayImage image);
  }

  private final GenerativeModel model;
  private final int threads;

  /** Batches that are drawn on {@code threads} threads. */
  public ImageBatch(GenerativeModel model, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("expected at least 1 thread, got " + threads);
    }
    this.model = model;
    this.threads = threads;
  }

  /**
   * Draws images 0 to {@code count - 1} and returns when all are done.
   *
   * @throws RuntimeException what went wrong first; the rest is then given up
   */
  public void draw(int count, IntFunction<GenerateCommand> commands, Sink sink)
      throws InterruptedException {
    var next = new AtomicInteger();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(() -> work(next, count, commands, sink)));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void work(
      AtomicInteger next, int count, IntFunction<GenerateCommand> commands, Sink sink) {
    var reverseDiffusion = new ReverseDiffusion(model);
    try {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        sink.accept(i, reverseDiffusion.draw(commands.apply(i)));
      }
    } catch (RuntimeException | Error e) {
      next.set(count); // the others stop, too
      throw e;
    }
  }
}
