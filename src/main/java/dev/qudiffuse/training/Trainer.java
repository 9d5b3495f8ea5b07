package dev.qudiffuse.training;

import dev.qudiffuse.nn.Derivation;
import dev.qudiffuse.nn.ParameterLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Minimises an {@link Objective} with AdamW, one batch per step, on a fixed number of threads.
 *
 * <p>The same weights come out to the bit on any number of threads: a batch is cut into {@value
 * #SHARDS} shards, whatever the number of threads; a shard adds up its examples in order in an
 * array of its own; and the shards are added in order, every element by itself. All arrays that a
 * step needs are allocated beforehand.
 *
 * <p>Not thread-safe: one thread calls it. After an exception other than {@link
 * TrainingDivergedException} the state is undefined and the trainer must not be used again.
 */
public final class Trainer implements AutoCloseable {

  /**
   * Parts of a batch that are computed independently. Changing it changes the sums' rounding, and
   * so the weights.
   */
  static final int SHARDS = 16;

  /** Examples that a worker takes at once, so that they share the reading of the weights. */
  static final int EXAMPLES_AT_ONCE = 8;

  /**
   * Elements of the parameters that one task sums and updates: small enough to stay in a core's
   * cache.
   */
  private static final int CHUNK = 1 << 13;

  private final Objective objective;
  private final TrainingSettings settings;
  private final TrainingState state;
  private final LearningRateSchedule schedule;
  private final AdamW optimizer;
  private final ExponentialMovingAverage movingAverage;
  private final TaskPool pool;
  private final List<Objective.Worker> workers;
  private final List<Derivation> derivations;
  private final int size;
  private final float[][] shards;
  private final double[] losses;
  private final double[] chunkSquares;

  // The tasks are made once, and read what is special about a step from the fields below.
  private final TaskPool.Task accumulateTask = this::accumulateShard;
  private final TaskPool.Task sumTask = this::sumShards;
  private final TaskPool.Task updateTask = this::updateChunk;
  private final TaskPool.Task deriveTask = this::derive;
  private long step;
  private float gradientScale;
  private double learningRate;

  /** A trainer that goes on from {@code state}, which it changes with every step. */
  public Trainer(Objective objective, TrainingSettings settings, TrainingState state, int threads) {
    ParameterLayout layout = objective.layout();
    this.objective = objective;
    this.settings = settings;
    this.state = state;
    this.schedule = settings.schedule();
    this.optimizer = new AdamW(layout, settings.optimizer());
    this.movingAverage = new ExponentialMovingAverage(settings.averageDecay());
    this.size = layout.size();
    this.shards = new float[SHARDS][size];
    this.losses = new double[settings.batchSize()];
    this.chunkSquares = new double[Math.ceilDiv(size, CHUNK)];
    this.pool = new TaskPool(threads);
    this.derivations = objective.derivations();
    this.workers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      workers.add(objective.newWorker(state.weights(), EXAMPLES_AT_ONCE));
    }
    pool.run(derivations.size(), deriveTask);
  }

  /** What the steps change. */
  public TrainingState state() {
    return state;
  }

  /** Whether all steps of the settings have been made. */
  public boolean finished() {
    return state.step() >= settings.steps();
  }

  /**
   * Makes one step: gradient of a batch, clipping, AdamW, moving average.
   *
   * @throws TrainingDivergedException if the loss or the gradient is not finite; the state is then
   *     still that before the step
   */
  public StepResult step() {
    long start = System.nanoTime();
    step = state.step();
    pool.run(SHARDS, accumulateTask);
    double loss = sum(losses) / losses.length;
    pool.run(chunkSquares.length, sumTask);
    double norm = Math.sqrt(sum(chunkSquares)) / losses.length;
    if (!Float.isFinite((float) loss) // it is kept as a float
        || !Double.isFinite(norm)) {
      throw new TrainingDivergedException(step, loss, norm);
    }
    double clip = norm > settings.gradientClip() ? settings.gradientClip() / norm : 1;
    gradientScale = (float) (clip / losses.length);
    learningRate = schedule.at(step);
    pool.run(chunkSquares.length, updateTask);
    pool.run(derivations.size(), deriveTask);
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    state.completeStep(loss, duration);
    return new StepResult(
        state.step(), loss, state.losses().smoothed(), learningRate, norm, losses.length, duration);
  }

  private void accumulateShard(int thread, int shard) {
    float[] gradient = shards[shard];
    Arrays.fill(gradient, 0f);
    Objective.Worker worker = workers.get(thread);
    int end = firstOf(shard + 1);
    for (int i = firstOf(shard); i < end; i += EXAMPLES_AT_ONCE) {
      worker.accumulate(step, i, Math.min(EXAMPLES_AT_ONCE, end - i), gradient, losses);
    }
  }

  /** The sum in index order, which a stream does not promise. */
  private static double sum(double[] terms) {
    double sum = 0;
    for (double term : terms) {
      sum += term;
    }
    return sum;
  }

  private int firstOf(int shard) {
    return Math.toIntExact((long) losses.length * shard / SHARDS);
  }

  /** Adds the shards up in the first one, and the squares of the sums in {@link #chunkSquares}. */
  private void sumShards(int thread, int chunk) {
    int from = chunk * CHUNK;
    int to = Math.min(from + CHUNK, size);
    float[] sum = shards[0];
    for (int s = 1; s < SHARDS; s++) {
      float[] shard = shards[s];
      for (int i = from; i < to; i++) {
        sum[i] += shard[i];
      }
    }
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += (double) sum[i] * sum[i];
    }
    chunkSquares[chunk] = squares;
  }

  private void updateChunk(int thread, int chunk) {
    int from = chunk * CHUNK;
    int to = Math.min(from + CHUNK, size);
    float[] values = state.weights().values();
    optimizer.update(
        values,
        state.mean(),
        state.variance(),
        shards[0],
        gradientScale,
        learningRate,
        step + 1,
        from,
        to);
    movingAverage.update(state.average(), values, step, from, to);
  }

  private void derive(int thread, int piece) {
    derivations.get(piece).derive(state.weights());
  }

  @Override
  public void close() {
    pool.close();
  }
}
