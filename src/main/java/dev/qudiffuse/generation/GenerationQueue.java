package dev.qudiffuse.generation;

import dev.qudiffuse.generation.GenerationObserver.Ending;
import dev.qudiffuse.generation.GenerationObserver.Refusal;
import dev.qudiffuse.generation.Turns.Turn;
import dev.qudiffuse.model.CircuitTimer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of drawings and the threads that work on them, each with buffers of its own.
 *
 * <p>Requests take turns: a turn is one step of one image, then the next request has its own. So an
 * image takes longer the more requests there are, but never waits for a large one to end, and gets
 * its share from the start. Within a request, images are drawn one after another, as many at once
 * as there are threads free for it. A step takes one core, as {@link DrawingThread} sees to, so
 * more threads than processors gain nothing.
 *
 * <p>What is cancelled or late is dropped: at once if no thread is at it, else at the end of its
 * step. Thread-safe.
 */
public final class GenerationQueue implements AutoCloseable {

  /**
   * How much there may be.
   *
   * @param threads how many images are worked on at once
   * @param waiting how many more may be admitted
   * @param perClient how many of them one client may have
   * @param patience how long a request is worked on at most
   */
  public record Limits(int threads, int waiting, int perClient, Duration patience) {

    /** Checks that something can be drawn at all. */
    public Limits {
      if (threads < 1 || waiting < 1 || perClient < 1) {
        throw new IllegalArgumentException(
            "expected at least 1 thread, room for 1 drawing and for 1 of a client, got %d, %d and %d"
                .formatted(threads, waiting, perClient));
      }
      if (waiting > Integer.MAX_VALUE - threads) {
        throw new IllegalArgumentException(
            "expected threads and room for fewer than 2^31 drawings in all, got %d and %d"
                .formatted(threads, waiting));
      }
    }

    /** How many drawings can be admitted in all. */
    public int total() {
      return threads + waiting;
    }
  }

  private static final Logger LOG = System.getLogger(GenerationQueue.class.getName());

  /** How long {@link #close} waits: the callers have had their time to finish before. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final GenerativeModel model;
  private final Limits limits;
  private final GenerationObserver observer;
  private final Admissions admissions;
  private final DrawingTime drawingTime = new DrawingTime();
  private final List<DrawingThread> threads;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();

  private final Turns turns = new Turns();

  /** All that have not come to their end. Guarded by the lock. */
  private final Set<Generation> live = new HashSet<>();

  private int inHand;
  private boolean closed;

  /**
   * Starts the threads.
   *
   * @param observer hears what becomes of drawings
   * @param timer hears of every execution of the circuit
   */
  public GenerationQueue(
      GenerativeModel model, Limits limits, GenerationObserver observer, CircuitTimer timer) {
    this.model = model;
    this.limits = limits;
    this.observer = observer;
    this.admissions = new Admissions(limits, observer);
    // All buffers before any thread: where there is not the memory, there is no queue.
    List<Drawing.Worker> workers =
        Stream.generate(() -> new Drawing.Worker(model, timer)).limit(limits.threads()).toList();
    this.threads =
        IntStream.range(0, workers.size())
            .mapToObj(i -> new DrawingThread("generation-" + i, () -> work(workers.get(i))))
            .toList();
  }

  /**
   * Admits drawings, all or none.
   *
   * @param commands one for each image
   * @param client who asks, so that none gets more than its share
   * @param patience after which what is not finished is given up; never more than the limit
   * @param watcher hears of every step, on the thread that takes it
   * @throws QueueFullException if there is no room for all of them, or the queue has been closed
   * @throws ClientShareException if the client would have more than its share
   * @throws IllegalArgumentException if they could never be admitted
   */
  public Generation submit(
      List<GenerateCommand> commands, String client, Duration patience, StepWatcher watcher) {
    int wanted = commands.size();
    if (wanted < 1 || wanted > largestRequest()) {
      throw new IllegalArgumentException(
          "expected 1 to %d drawings, got %d".formatted(largestRequest(), wanted));
    }
    List<Drawing> drawings = new ArrayList<>(wanted);
    for (int i = 0; i < wanted; i++) {
      drawings.add(new Drawing(model, commands.get(i), i, watcher));
    }
    lock.lock();
    try {
      if (closed) {
        observer.refused(Refusal.STOPPING, wanted);
        throw QueueFullException.closed();
      }
      admissions.admit(client, wanted);
      Generation generation;
      try {
        GenerationObserver.Watch watch = observer.admitted(List.copyOf(commands));
        generation = new Generation(client, drawings, shorter(patience), watcher, watch);
      } catch (Throwable e) { // what was admitted will never be drawn, nor dropped
        admissions.release(client, wanted);
        throw e;
      }
      generation.onFailure(reason -> drop(generation, reason));
      live.add(generation);
      turns.add(generation);
      work.signalAll();
      return generation;
    } finally {
      lock.unlock();
    }
  }

  /** What is left of a caller's patience: never more than the limit. */
  public Duration shorter(Duration patience) {
    return patience.compareTo(limits.patience()) < 0 ? patience : limits.patience();
  }

  /** A thread: turn after turn, whatever becomes of one. */
  private void work(Drawing.Worker worker) {
    boolean more = true;
    while (more) {
      try {
        more = turn(worker);
      } catch (Throwable e) { // an observer's, say; all others still need the thread
        LOG.log(Level.ERROR, "Could not end a turn as it should", e);
      }
    }
  }

  /** Waits for a turn and takes it; false when none will come any more. */
  private boolean turn(Drawing.Worker worker) {
    Turn turn = next();
    if (turn == null) {
      return false;
    }
    end(turn, take(turn, worker));
    return true;
  }

  /** Waits for something to do; null when nothing will come any more. */
  private @Nullable Turn next() {
    lock.lock();
    try {
      Turn turn = turns.next();
      while (turn == null && !closed) {
        work.awaitUninterruptibly();
        turn = turns.next();
      }
      if (turn != null) {
        inHand++;
      }
      return turn;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the step; returns what went wrong. */
  private static @Nullable Throwable take(Turn turn, Drawing.Worker worker) {
    try {
      turn.generation().watch().stepped(turn.drawing().step(worker));
      if (!turn.drawing().hasNext()) {
        turn.generation().finish(turn.drawing());
      }
      return null;
    } catch (Throwable e) { // whoever waits must hear of any end, and the thread goes on
      return e;
    }
  }

  /** Puts the drawing back into the queue, or its image where it is waited for. */
  private void end(Turn turn, @Nullable Throwable failure) {
    Generation generation = turn.generation();
    lock.lock();
    try {
      inHand--;
      if (failure != null) {
        release(generation, 1);
        generation.fail(failure);
      } else if (generation.isOver()) {
        release(generation, 1);
      } else if (turn.drawing().hasNext()) {
        if (turns.giveBack(turn)) {
          work.signal();
        }
      } else {
        release(generation, 1);
        drawingTime.add(turn.drawing().timeInSteps());
        if (generation.isDrawn()) {
          live.remove(generation);
        }
      }
    } finally {
      lock.unlock();
    }
    if (generation.complete()) {
      generation.watch().ended(Ending.DRAWN);
    }
  }

  private void drop(Generation generation, Throwable reason) {
    lock.lock();
    try {
      release(generation, turns.remove(generation));
      live.remove(generation);
    } finally {
      lock.unlock();
    }
    generation.watch().ended(ending(reason));
  }

  private static Ending ending(Throwable reason) {
    return switch (reason) {
      case CallerGoneException _ -> Ending.CANCELLED;
      case DeadlineException _ -> Ending.LATE;
      case StoppedException _ -> Ending.STOPPED;
      default -> Ending.FAILED;
    };
  }

  private void release(Generation generation, int drawings) {
    admissions.release(generation.client(), drawings);
  }

  /** How many drawings a request can have at most. */
  public int largestRequest() {
    return Math.min(limits.total(), limits.perClient());
  }

  /** The limits it was made with. */
  public Limits limits() {
    return limits;
  }

  /** How many drawings are admitted and no thread is at. */
  public int waiting() {
    lock.lock();
    try {
      return admissions.total() - inHand;
    } finally {
      lock.unlock();
    }
  }

  /** How many drawings a thread is at. */
  public int inHand() {
    lock.lock();
    try {
      return inHand;
    } finally {
      lock.unlock();
    }
  }

  /**
   * After how long all that has been admitted will be done, if it takes as long as other drawings
   * of late.
   */
  public Duration expectedWait() {
    lock.lock();
    try {
      return drawingTime.of(admissions.total(), limits.threads());
    } finally {
      lock.unlock();
    }
  }

  /** Whether it takes drawings at all, and has a thread left to make them. */
  public boolean isOpen() {
    lock.lock();
    try {
      return !closed && threads.stream().anyMatch(DrawingThread::isAlive);
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more drawings and waits a while for those it has taken. */
  @Override
  public void close() {
    stopAdmitting();
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (DrawingThread thread : threads) {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      giveUp();
    }
  }

  private void stopAdmitting() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends what is not drawn, so that nobody waits for it for ever and the threads end. */
  private void giveUp() {
    List<Generation> left;
    lock.lock();
    try {
      left = List.copyOf(live);
    } finally {
      lock.unlock();
    }
    left.forEach(generation -> generation.fail(new StoppedException()));
  }
}
