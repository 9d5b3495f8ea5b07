package dev.qudiffuse.training;

import dev.qudiffuse.nn.Initializer;
import dev.qudiffuse.nn.ParameterGroup;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Pulls every parameter towards 1, with noise of its own for every example: the loss is the mean of
 * (value - target)^2.
 *
 * <p>Larger than a few of the trainer's chunks, and no multiple of one.
 */
final class QuadraticObjective implements Objective {

  static final int SIZE = 20_011;

  final AtomicInteger derivations = new AtomicInteger();
  private final ParameterLayout layout;
  private final double noise;
  private final long brokenStep;

  QuadraticObjective() {
    this(0.5, Long.MAX_VALUE);
  }

  /** An objective whose gradient is not a number from {@code brokenStep} on. */
  QuadraticObjective(double noise, long brokenStep) {
    var builder = new ParameterLayout.Builder();
    builder.add("weight", List.of(SIZE - 11), ParameterGroup.WEIGHT, new Initializer.Normal(1));
    builder.add("bias", List.of(11), ParameterGroup.BIAS, Initializer.zeros());
    this.layout = builder.build();
    this.noise = noise;
    this.brokenStep = brokenStep;
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public void derive(Weights weights) {
    derivations.incrementAndGet();
  }

  @Override
  public Worker newWorker(Weights weights, int examples) {
    RandomGenerator random = new Well19937c(0L);
    return (step, first, count, gradient, losses) -> {
      for (int place = first; place < first + count; place++) {
        random.setSeed(1000 * step + place);
        double loss = 0;
        for (int i = 0; i < SIZE; i++) {
          float target = (float) (1 + noise * (random.nextDouble() - 0.5));
          float difference = weights.values()[i] - target;
          gradient[i] += 2 * difference / SIZE;
          loss += (double) difference * difference / SIZE;
        }
        if (step >= brokenStep && place == 1) {
          gradient[SIZE - 1] = Float.NaN;
        }
        losses[place] = loss;
      }
    };
  }
}
