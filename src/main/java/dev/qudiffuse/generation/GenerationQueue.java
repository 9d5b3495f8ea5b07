package dev.qudiffuse.generation;

import dev.qudiffuse.image.GrayImage;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A bounded queue of drawings and the threads that work it off, each with buffers of its own. A
 * drawing takes one core, so more threads than processors gain nothing.
 *
 * <p>A drawing whose result is cancelled is dropped: at once if it waits, at its next step if it is
 * being drawn.
 *
 * <p>Thread-safe. Drawings begin in the order of their submission.
 */
public final class GenerationQueue implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final int threads;
  private final int capacity;
  private final Duration deadline;
  private final DrawingTime drawingTime = new DrawingTime();
  private final ThreadPoolExecutor workers;
  private final ThreadLocal<ReverseDiffusion> reverseDiffusion;

  /**
   * Starts the threads.
   *
   * @param threads how many drawings are made at once
   * @param capacity how many more may wait
   * @param deadline how long a caller of {@link #draw} waits at most
   */
  public GenerationQueue(GenerativeModel model, int threads, int capacity, Duration deadline) {
    if (threads < 1 || capacity < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 thread and room for 1 drawing, got %d and %d"
              .formatted(threads, capacity));
    }
    this.threads = threads;
    this.capacity = capacity;
    this.deadline = deadline;
    this.reverseDiffusion = ThreadLocal.withInitial(() -> new ReverseDiffusion(model));
    this.workers =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(capacity),
            Thread.ofPlatform().name("generation-", 0).factory());
    workers.prestartAllCoreThreads();
  }

  /**
   * Queues a drawing and waits for it. Whoever stops waiting, in vain or interrupted, leaves no
   * work behind.
   *
   * @throws QueueFullException if as many drawings wait as may, or the queue has been closed
   * @throws DeadlineException if the drawing is not finished in time
   */
  public GrayImage draw(GenerateCommand command) throws InterruptedException, ExecutionException {
    CompletableFuture<GrayImage> result = submit(command);
    try {
      return result.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DeadlineException(deadline);
    } finally {
      result.cancel(false); // changes nothing about a result that is there
    }
  }

  /**
   * Queues a drawing.
   *
   * @throws QueueFullException if as many drawings wait as may, or the queue has been closed
   */
  CompletableFuture<GrayImage> submit(GenerateCommand command) {
    var result = new CompletableFuture<GrayImage>();
    var drawing = new Drawing(command, result);
    try {
      workers.execute(drawing);
    } catch (RejectedExecutionException e) {
      throw new QueueFullException(capacity);
    }
    result.whenComplete((image, failure) -> workers.remove(drawing)); // if cancelled as it waits
    return result;
  }

  /** A drawing that waits for a thread or has one. */
  private final class Drawing implements Runnable {
    private final GenerateCommand command;
    private final CompletableFuture<GrayImage> result;

    Drawing(GenerateCommand command, CompletableFuture<GrayImage> result) {
      this.command = command;
      this.result = result;
    }

    @Override
    public void run() {
      try {
        long start = System.nanoTime();
        GrayImage image = reverseDiffusion.get().draw(command, result::isDone);
        drawingTime.add(Duration.ofNanos(System.nanoTime() - start));
        result.complete(image);
      } catch (Throwable e) { // whoever waits must hear of any end
        result.completeExceptionally(e);
      }
    }
  }

  /** How many drawings are waiting. */
  public int waiting() {
    return workers.getQueue().size();
  }

  /** How many drawings may wait. */
  public int capacity() {
    return capacity;
  }

  /**
   * After how long all that waits and all that is being drawn will be done, if it takes as long as
   * other drawings of late.
   */
  public Duration expectedWait() {
    return drawingTime.of(waiting() + workers.getActiveCount(), threads);
  }

  /** Whether it takes drawings at all. */
  public boolean isOpen() {
    return !workers.isShutdown();
  }

  /** Takes no more drawings and waits a while for those it has taken. */
  @Override
  public void close() {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        giveUp();
      }
    } catch (InterruptedException e) {
      giveUp();
      Thread.currentThread().interrupt();
    }
  }

  /** Cancels what still waits, so that nobody waits for it for ever. */
  private void giveUp() {
    for (Runnable waiting : workers.shutdownNow()) {
      if (waiting instanceof Drawing drawing) {
        drawing.result.cancel(false);
      }
    }
  }
}
