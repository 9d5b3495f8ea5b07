package dev.qudiffuse.training;

import dev.qudiffuse.diffusion.Randomness;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * The order in which the items of a data set are met: every one once per epoch, every epoch
 * shuffled anew.
 *
 * <p>Remembers the order of one epoch, so it is quick while asked for neighbouring positions. Not
 * thread-safe; any two of the same seed agree.
 */
public final class ShuffledOrder {

  private final long seed;
  private final int[] order;
  private long epoch = -1;

  /** An order of {@code count} items. */
  public ShuffledOrder(long seed, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("expected at least 1 item to shuffle, got " + count);
    }
    this.seed = seed;
    this.order = new int[count];
  }

  /** The item that stands at a position counted over all epochs, from 0. */
  public int itemAt(long position) {
    long wanted = position / order.length;
    if (wanted != epoch) {
      shuffle(wanted);
    }
    return order[(int) (position % order.length)];
  }

  /** Fisher and Yates, inside out. */
  private void shuffle(long wanted) {
    RandomGenerator random = Randomness.of(Randomness.derive(seed, wanted));
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    epoch = wanted;
  }
}
