package dev.qudiffuse.generation;

import dev.qudiffuse.generation.GenerationObserver.Refusal;
import dev.qudiffuse.generation.GenerationQueue.Limits;
import java.util.HashMap;
import java.util.Map;

/** How many drawings are in the queue, and whose they are. Guarded by the queue's lock. */
final class Admissions {

  private final Limits limits;
  private final GenerationObserver observer;
  private final Map<String, Integer> shares = new HashMap<>();
  private int total;

  Admissions(Limits limits, GenerationObserver observer) {
    this.limits = limits;
    this.observer = observer;
  }

  /**
   * Admits drawings, all or none.
   *
   * @throws QueueFullException if there is no room for all of them
   * @throws ClientShareException if the client would have more than its share
   */
  void admit(String client, int drawings) {
    int held = shares.getOrDefault(client, 0);
    if (held + drawings > limits.perClient()) {
      observer.refused(Refusal.CLIENT_SHARE, drawings);
      throw new ClientShareException(limits.perClient(), held, drawings);
    }
    int room = limits.total() - total;
    if (drawings > room) {
      observer.refused(Refusal.QUEUE_FULL, drawings);
      throw QueueFullException.full(drawings, room);
    }
    total += drawings;
    shares.merge(client, drawings, Integer::sum);
  }

  /** Makes room for as many others. */
  void release(String client, int drawings) {
    total -= drawings;
    shares.computeIfPresent(client, (name, held) -> held > drawings ? held - drawings : null);
  }

  int total() {
    return total;
  }
}
