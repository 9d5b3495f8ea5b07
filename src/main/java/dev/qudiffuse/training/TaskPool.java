package dev.qudiffuse.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads, the caller being one of them, that pull numbered tasks until none is
 * left.
 *
 * <p>Which thread runs a task is a matter of chance, so a task may write only what belongs to its
 * number, or scratch that belongs to its thread. To be used by one caller at a time.
 */
final class TaskPool implements AutoCloseable {

  /** One of many independent pieces of work. */
  @FunctionalInterface
  interface Task {
    /**
     * Does piece number {@code index}.
     *
     * @param thread which of the pool's threads this is, from 0
     */
    void run(int thread, int index);
  }

  private final int threads;
  private final ExecutorService helpers;

  TaskPool(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("expected at least 1 thread, got " + threads);
    }
    this.threads = threads;
    this.helpers =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("trainer-", 1).factory());
  }

  /**
   * Runs tasks {@code 0 .. count - 1} and returns when all are done; whatever a task throws is
   * thrown here.
   */
  void run(int count, Task task) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (int t = 1; t < Math.min(threads, count); t++) {
      int thread = t;
      running.add(helpers.submit(() -> pull(thread, next, count, task)));
    }
    Throwable failure = null;
    try {
      pull(0, next, count, task);
    } catch (RuntimeException | Error e) {
      failure = e;
      next.set(count);
    }
    for (Future<?> future : running) { // all of them, whatever came of the others
      Throwable other = outcome(future);
      if (failure == null) {
        failure = other;
      } else if (other != null) {
        failure.addSuppressed(other);
      }
    }
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  private static void pull(int thread, AtomicInteger next, int count, Task task) {
    for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
      task.run(thread, index);
    }
  }

  /**
   * What the task threw, if anything. Waits without giving in to an interrupt: a half-finished step
   * must not be seen by anyone.
   */
  private static @Nullable Throwable outcome(Future<?> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          future.get();
          return null;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    helpers.shutdownNow();
  }
}
