package dev.qudiffuse.generation;

import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * A thread that draws, on one core: it is the only one of a pool of its own. What is written to run
 * in parallel, as large circuits are, shares its work among the threads of the pool that it is
 * called on; on a plain thread that would be the common pool, past all turns.
 */
final class DrawingThread {

  private final ForkJoinPool pool;

  /**
   * Starts the thread.
   *
   * @param work after which it ends
   */
  DrawingThread(String name, Runnable work) {
    pool =
        new ForkJoinPool(
            1,
            owner -> new Named(owner, name),
            null,
            false,
            1,
            1, // no other thread, not even while this one waits for work
            0,
            full -> true,
            1,
            TimeUnit.MINUTES);
    pool.execute(
        () -> {
          try {
            work.run();
          } finally {
            pool.shutdown();
          }
        });
  }

  private static final class Named extends ForkJoinWorkerThread {
    Named(ForkJoinPool pool, String name) {
      super(pool);
      setName(name);
    }
  }

  /** Whether it still works. */
  boolean isAlive() {
    return !pool.isShutdown();
  }

  /** Waits for its end, so long at most. */
  void join(Duration patience) throws InterruptedException {
    var unused = pool.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
