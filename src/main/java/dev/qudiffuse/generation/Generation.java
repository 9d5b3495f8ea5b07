package dev.qudiffuse.generation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

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
  private final GenerationObserver.Watch watch;
  private final CompletableFuture<List<DrawnImage>> result = new CompletableFuture<>();

  /** Drawings that no thread is at; guarded by the queue's lock. */
  private final Deque<Drawing> ready;

  /** Drawings that are not finished; guarded by the queue's lock. */
  private int unfinished;

  Generation(
      String client, List<Drawing> drawings, Duration patience, GenerationObserver.Watch watch) {
    this.client = client;
    this.drawings = drawings;
    this.patience = patience;
    this.deadline = System.nanoTime() + patience.toNanos();
    this.watch = watch;
    this.ready = new ArrayDeque<>(drawings);
    this.unfinished = drawings.size();
  }

  /**
   * Waits for all images. Whoever stops waiting, in vain or interrupted, leaves no work behind.
   *
   * @param gone asked now and then: whether the caller has gone away
   * @return the images in the order of their commands
   * @throws DeadlineException if they are not finished in time
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
      if (e.getCause() instanceof DeadlineException late) {
        throw late;
      }
      throw e;
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

  /** Hands over all images, when the last of them is finished; tells whether they are wanted. */
  boolean complete() {
    List<DrawnImage> images = new ArrayList<>(drawings.size());
    for (Drawing drawing : drawings) {
      images.add(drawing.finish());
    }
    return result.complete(List.copyOf(images));
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

  /** Counts one drawing as finished; tells whether it was the last. */
  boolean countFinished() {
    return --unfinished == 0;
  }
}
