package dev.qudiffuse.quantum;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Independent tasks, shared among the threads of the common pool, or of the pool that the caller
 * belongs to. Tasks may share out work themselves, as circuits on large registers do.
 *
 * <p>However many threads there are, no more tasks are under way than the memory that is left
 * holds: a machine with many cores and little memory is slower, and does not run out. Where there
 * is no room for even one, that one is tried, and refused by what it allocates. Thread-safe.
 */
public final class ParallelTasks {

  /** Results that wait for those before them, at most. */
  private static final int MAX_WAVE = 256;

  private ParallelTasks() {}

  /**
   * Runs the tasks 0 to {@code count - 1}, each once and in no order.
   *
   * @param bytes what each holds while it runs
   */
  public static void forEach(int count, double bytes, IntConsumer task) {
    int wave = Memory.fitting(count, bytes);
    for (int first = 0; first < count; first += wave) {
      wave(first, Math.min(wave, count - first)).forEach(task);
    }
  }

  /**
   * Runs the tasks 0 to {@code count - 1} in no order, and hands on their results in the order of
   * the tasks, by the calling thread: sums do not depend on the number of threads.
   *
   * @param bytes what each holds while it runs, and its result until it is handed on
   */
  public static <R> void inOrder(
      int count, double bytes, IntFunction<R> task, Consumer<? super R> then) {
    int wave = Memory.fitting(Math.min(count, MAX_WAVE), bytes);
    for (int first = 0; first < count; first += wave) {
      List<R> results = wave(first, Math.min(wave, count - first)).mapToObj(task).toList();
      results.forEach(then);
    }
  }

  private static IntStream wave(int first, int size) {
    return IntStream.range(first, first + size).parallel();
  }
}
