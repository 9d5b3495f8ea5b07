package dev.qudiffuse.generation;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: requests one after another, each while it has a drawing that no thread is at.
 * Within a request, the drawings in their order. Guarded by the queue's lock.
 */
final class Turns {

  private final Deque<Generation> order = new ArrayDeque<>();

  /** A drawing whose next step it is time for. */
  record Turn(Generation generation, Drawing drawing) {}

  /** Lines a request up, none of whose drawings has been begun. */
  void add(Generation generation) {
    order.addLast(generation);
  }

  /** The next turn, to be given back after its step if the drawing has another; null for none. */
  @Nullable Turn next() {
    Generation generation = order.pollFirst();
    while (generation != null && generation.isOver()) { // late, perhaps from just now on
      generation = order.pollFirst();
    }
    if (generation == null) {
      return null;
    }
    Drawing drawing = generation.ready().removeFirst();
    if (!generation.ready().isEmpty()) {
      order.addLast(generation);
    }
    return new Turn(generation, drawing);
  }

  /**
   * Puts a drawing back in front of its siblings, so that a request's images are finished one by
   * one.
   *
   * @return whether there is a turn more than before
   */
  boolean giveBack(Turn turn) {
    Deque<Drawing> ready = turn.generation.ready();
    boolean more = ready.isEmpty();
    if (more) {
      order.addLast(turn.generation);
    }
    ready.addFirst(turn.drawing);
    return more;
  }

  /** Drops a request; returns how many of its drawings no thread was at. */
  int remove(Generation generation) {
    int dropped = generation.ready().size();
    generation.ready().clear();
    order.remove(generation);
    return dropped;
  }
}
