package dev.qudiffuse.generation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one request asked for, admitted to the {@link GenerationQueue}: one image or several, that
 * are finished together. Thread-safe.
 */
public final class Generation {

  /** How often the caller's presence is looked into. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final String client;
  private final List<Drawing> drawings;
  private final Duration patience;
  private final long deadline;
  private final StepWatcher watcher;
  private final GenerationObserver.Watch watch;
  private final AtomicInteger unfinished;
  private final CompletableFuture<List<DrawnImage>> result = new CompletableFuture<>();

  /** Drawings that no thread is at, for {@link Turns}; guarded by the queue's lock. */
  private final Deque<Drawing> ready;

  /** Once all are there and the watcher is done with them. */
  private volatile @Nullable List<DrawnImage> images;

  Generation(
      String client,
      List<Drawing> drawings,
      Duration patience,
      StepWatcher watcher,
      GenerationObserver.Watch watch) {
    this.client = client;
    this.drawings = drawings;
    this.patience = patience;
    this.deadline = System.nanoTime() + patience.toNanos();
    this.watcher = watcher;
    this.watch = watch;
    this.unfinished = new AtomicInteger(drawings.size());
    this.ready = new ArrayDeque<>(drawings);
  }

  /**
   * Waits for all images. Whoever stops waiting, in vain or interrupted, leaves no work behind.
   *
   * @param gone asked now and then: whether the caller has gone away
   * @return the images in the order of their commands
   * @throws DeadlineException if they are not finished in time
   * @throws StoppedException if the service stops before
   * @throws CallerGoneException once the caller has gone
   * @throws ExecutionException what went wrong in drawing
   */
  public List<DrawnImage> await(BooleanSupplier gone)
      throws InterruptedException, ExecutionException {
    try {
      while (!gone.getAsBoolean()) {
        long remaining = isOver() ? 0 : deadline - System.nanoTime();
        try {
          return result.get(Math.min(remaining, LOOK.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          // look again
        }
      }
      throw new CallerGoneException();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case DeadlineException late -> throw late;
        case StoppedException stopped -> throw stopped;
        case null, default -> throw e;
      }
    } finally {
      cancel(); // changes nothing about a result that is there
    }
  }

  /** Gives up what is not drawn yet: at once what waits, at its next step what is being drawn. */
  public void cancel() {
    fail(new CallerGoneException());
  }

  /** Whether it has come to its end, good or bad; what is late has, from now on. */
  public boolean isOver() {
    if (!result.isDone() && System.nanoTime() - deadline >= 0) {
      fail(new DeadlineException(patience));
    }
    return result.isDone();
  }

  void fail(Throwable reason) {
    result.completeExceptionally(reason);
  }

  /** Runs {@code action} once this comes to its end without all its images, and why. */
  void onFailure(Consumer<Throwable> action) {
    var unused =
        result.whenComplete(
            (images, failure) -> {
              if (failure != null) {
                action.accept(failure);
              }
            });
  }

  /** Takes notice of a finished drawing; the last makes the images, which may take a while. */
  void finish(Drawing drawing) {
    watch.drawn(drawing.finish());
    if (unfinished.decrementAndGet() == 0 && !isOver()) {
      List<DrawnImage> all = drawings.stream().map(Drawing::finish).toList();
      watcher.onDrawn(all);
      images = all;
    }
  }

  /** Whether all images are there. */
  boolean isDrawn() {
    return images != null;
  }

  /** Hands over all images, if they are there; tells whether they were waited for until now. */
  boolean complete() {
    List<DrawnImage> all = images;
    return all != null && result.complete(all);
  }

  String client() {
    return client;
  }

  GenerationObserver.Watch watch() {
    return watch;
  }

  Deque<Drawing> ready() {
    return ready;
  }
}
