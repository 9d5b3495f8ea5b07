package dev.qudiffuse.evaluation;

import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.training.Objective;
import dev.qudiffuse.training.ShuffledOrder;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Teaches an {@link EvaluatorNetwork} to read labelled images: the cross-entropy of its logits.
 *
 * <p>Every image is seen once per epoch, each time moved by up to {@value #MAX_SHIFT} pixels down
 * and to the side, so that the network learns the shape of a digit and not its place. Immutable;
 * its workers share the images.
 */
public final class ClassificationObjective implements Objective {

  /** Farthest that an image is moved, in pixels. */
  static final int MAX_SHIFT = 2;

  private final EvaluatorNetwork network;
  private final LabelledImages images;
  private final int batchSize;
  private final long seed;

  /** An objective whose examples follow from {@code seed} alone. */
  public ClassificationObjective(
      EvaluatorNetwork network, LabelledImages images, int batchSize, long seed) {
    if (images.pixelsPerImage() != network.pixels()) {
      throw new IllegalArgumentException(
          "expected images of %d pixels, got %d"
              .formatted(network.pixels(), images.pixelsPerImage()));
    }
    this.network = network;
    this.images = images;
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
  public Worker newWorker(Weights weights, int examples) {
    return new ReadingWorker(network.newTrainingPass(weights));
  }

  private final class ReadingWorker implements Worker {
    private final EvaluatorNetwork.TrainingPass pass;
    private final ShuffledOrder order = new ShuffledOrder(seed, images.count());
    private final float[] original = new float[images.pixelsPerImage()];
    private final float[] shifted = new float[images.pixelsPerImage()];
    private final float[] dLogits = new float[EvaluatorNetwork.CLASSES];

    ReadingWorker(EvaluatorNetwork.TrainingPass pass) {
      this.pass = pass;
    }

    @Override
    public void accumulate(long step, int first, int count, float[] gradient, double[] losses) {
      for (int i = first; i < first + count; i++) {
        losses[i] = accumulate(step, i, gradient);
      }
    }

    private double accumulate(long step, int indexInBatch, float[] gradient) {
      int image = order.itemAt(step * batchSize + indexInBatch);
      RandomGenerator random = Randomness.ofExample(seed, step, indexInBatch);
      int down = random.nextInt(2 * MAX_SHIFT + 1) - MAX_SHIFT;
      int right = random.nextInt(2 * MAX_SHIFT + 1) - MAX_SHIFT;
      images.copyImage(image, original);
      shift(original, images.rows(), images.columns(), down, right, shifted);
      double loss = CrossEntropy.loss(pass.forward(shifted), images.label(image), dLogits);
      pass.backward(dLogits, gradient);
      return loss;
    }
  }

  /** Writes {@code in} moved down and to the right; background comes in where it has left. */
  static void shift(float[] in, int rows, int columns, int down, int right, float[] out) {
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int fromY = y - down;
        int fromX = x - right;
        boolean inside = fromY >= 0 && fromY < rows && fromX >= 0 && fromX < columns;
        out[y * columns + x] = inside ? in[fromY * columns + fromX] : LabelledImages.BACKGROUND;
      }
    }
  }
}
