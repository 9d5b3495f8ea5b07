package dev.qudiffuse.training;

import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.diffusion.ForwardProcess;
import dev.qudiffuse.diffusion.NoiseSchedule;
import dev.qudiffuse.diffusion.PredictionType;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.model.DenoisingNetwork;
import dev.qudiffuse.nn.Derivation;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Teaches a network to denoise labelled images: the mean squared error of its prediction (Ho et al.
 * 2020, arXiv 2006.11239, with the target of Salimans and Ho 2022, arXiv 2202.00512).
 *
 * <pre>
 * x_0, y  the next image of this epoch's order, and its label
 * t       uniform on 0 .. T-1: each of the B places of a batch has its B-th of them
 * eps     standard normal
 * x_t     = sqrt(ab_t) x_0 + sqrt(1 - ab_t) eps
 * v       = sqrt(ab_t) eps - sqrt(1 - ab_t) x_0
 * loss    = mean over the pixels of (network(x_t, t, y) - v)^2
 * </pre>
 *
 * <p>Spreading the time steps evenly over a batch makes its loss and gradient less noisy (Kingma et
 * al. 2021, arXiv 2107.00630, appendix I.1); images come to a place by chance.
 *
 * <p>Now and then y is replaced by the null condition, so that one network learns both predictions
 * that classifier-free guidance needs (Ho and Salimans 2022, arXiv 2207.12598). Immutable; its
 * workers share the images.
 */
public final class DiffusionObjective implements Objective {

  /** Share of the examples that are shown without their label. */
  static final double NULL_CONDITION_SHARE = 0.1;

  private final DenoisingNetwork network;
  private final LabelledImages images;
  private final NoiseSchedule schedule;
  private final PredictionType predictionType;
  private final int batchSize;
  private final long seed;

  /** An objective whose examples follow from {@code seed} alone. */
  public DiffusionObjective(
      DenoisingNetwork network,
      LabelledImages images,
      NoiseSchedule schedule,
      PredictionType predictionType,
      int batchSize,
      long seed) {
    if (images.pixelsPerImage() != network.pixels()) {
      throw new IllegalArgumentException(
          "expected images of %d pixels, got %d"
              .formatted(network.pixels(), images.pixelsPerImage()));
    }
    this.network = network;
    this.images = images;
    this.schedule = schedule;
    this.predictionType = predictionType;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  @Override
  public ParameterLayout layout() {
    return network.layout();
  }

  @Override
  public void derive(Weights weights) {
    network.derive(weights);
  }

  @Override
  public List<Derivation> derivations() {
    return network.derivations();
  }

  @Override
  public Worker newWorker(Weights weights, int examples) {
    return new DenoisingWorker(network.newTrainingPass(weights, examples), examples);
  }

  private final class DenoisingWorker implements Worker {
    private final DenoisingNetwork.TrainingPass pass;
    private final ForwardProcess forward = new ForwardProcess(schedule);
    private final ShuffledOrder order = new ShuffledOrder(seed, images.count());
    private final float[] original = new float[images.pixelsPerImage()];
    private final float[] noise = new float[images.pixelsPerImage()];
    private final float[] noisy = new float[images.pixelsPerImage()];
    private final float[] target = new float[images.pixelsPerImage()];
    private final float[] allNoisy;
    private final float[] allTargets;
    private final int[] timesteps;
    private final int[] conditions;

    DenoisingWorker(DenoisingNetwork.TrainingPass pass, int examples) {
      this.pass = pass;
      allNoisy = new float[examples * images.pixelsPerImage()];
      allTargets = new float[examples * images.pixelsPerImage()];
      timesteps = new int[examples];
      conditions = new int[examples];
    }

    @Override
    public void accumulate(long step, int first, int count, float[] gradient, double[] losses) {
      for (int m = 0; m < count; m++) {
        draw(step, first + m, m);
      }
      float[] predictions = pass.forward(count, allNoisy, timesteps, conditions);
      for (int m = 0; m < count; m++) {
        losses[first + m] =
            squaredError(
                images.pixelsPerImage(), m * images.pixelsPerImage(), predictions, allTargets);
      }
      pass.backward(allTargets, gradient);
    }

    /**
     * Everything about the example at a place of the batch that is random, into place {@code m}.
     */
    private void draw(long step, int indexInBatch, int m) {
      int image = order.itemAt(step * batchSize + indexInBatch);
      RandomGenerator random = Randomness.ofExample(seed, step, indexInBatch);
      double spread = (indexInBatch + random.nextDouble()) / batchSize;
      timesteps[m] = Math.min((int) (schedule.timesteps() * spread), schedule.timesteps() - 1);
      boolean unlabelled = random.nextDouble() < NULL_CONDITION_SHARE;
      conditions[m] = unlabelled ? network.nullCondition() : images.label(image);
      images.copyImage(image, original);
      Randomness.fillNormal(random, noise);
      forward.addNoise(original, noise, timesteps[m], noisy);
      forward.target(predictionType, original, noise, timesteps[m], target);
      System.arraycopy(noisy, 0, allNoisy, m * noisy.length, noisy.length);
      System.arraycopy(target, 0, allTargets, m * target.length, target.length);
    }
  }

  /**
   * Returns the mean squared error of n values from {@code offset} on and puts its gradient with
   * respect to the prediction, 2 (prediction - target) / n, in the place of the target, which has
   * served once the difference is known.
   */
  static double squaredError(int n, int offset, float[] prediction, float[] target) {
    float scale = 2f / n;
    double sum = 0;
    for (int i = offset; i < offset + n; i++) {
      float difference = prediction[i] - target[i];
      target[i] = scale * difference;
      sum += (double) difference * difference;
    }
    return sum / n;
  }
}
