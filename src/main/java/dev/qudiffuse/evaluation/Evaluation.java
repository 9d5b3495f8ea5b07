package dev.qudiffuse.evaluation;

import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.diffusion.Randomness;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Judges generated digits beside real ones. What it finds depends on the evaluator and the images
 * alone.
 *
 * <p>Real training images take the same way as the generated ones: what they reach is what can be
 * reached. Immutable and thread-safe.
 */
public final class Evaluation {

  /** Which neighbour bounds a neighbourhood, as in Naeem et al. 2020. */
  public static final int NEIGHBOURS = 5;

  /** Neighbourhoods take time that grows with the square of the images. */
  static final int MAX_MANIFOLD_IMAGES = 2000;

  private static final int CONFUSIONS = 10;

  /** Of the subsets; fixed, so that a report can be had again. */
  private static final long SUBSET_SEED = 20;

  private final Evaluator evaluator;
  private final LabelledImages train;
  private final LabelledImages test;

  /**
   * An evaluation against real images.
   *
   * @param train where the real images come from that take the generated ones' way
   * @param test what both are compared with
   */
  public Evaluation(Evaluator evaluator, LabelledImages train, LabelledImages test) {
    requireReadable(evaluator, train);
    requireReadable(evaluator, test);
    this.evaluator = evaluator;
    this.train = train;
    this.test = test;
  }

  private static void requireReadable(Evaluator evaluator, LabelledImages images) {
    if (images.pixelsPerImage() != evaluator.pixels()) {
      throw new IllegalArgumentException(
          "expected images of %d pixels, got %d"
              .formatted(evaluator.pixels(), images.pixelsPerImage()));
    }
    if (images.count() <= NEIGHBOURS) {
      throw new IllegalArgumentException(
          "expected at least %d images, got %d".formatted(NEIGHBOURS + 1, images.count()));
    }
  }

  /** How many images {@link #of} reads for that many samples. */
  public int imagesToRead(int samples) {
    return test.count() + samples + Math.min(samples, train.count());
  }

  /**
   * Judges generated images.
   *
   * @param samples images with the digits that were asked for
   */
  public EvaluationReport of(LabelledImages samples, Readings.Progress progress) {
    requireReadable(evaluator, samples);
    EvaluatorNetwork.Pass pass = evaluator.newPass();
    Readings reality = Readings.of(pass, test, progress);
    Readings generated = Readings.of(pass, samples, progress);
    int[] others = subset(train.count(), samples.count());
    Readings real = Readings.of(pass, train, others, progress);

    Gaussian realityFit = Gaussian.of(reality.features());
    ConfusionMatrix confusion = new ConfusionMatrix(generated);
    return new EvaluationReport(
        evaluator.sha256(),
        reality.count(),
        reality.accuracy(),
        generated.count(),
        generated.accuracy(),
        confusion.digits(),
        confusion.worst(CONFUSIONS),
        compare(
            generated,
            Strokes.shareInOnePiece(samples, IntStream.range(0, samples.count()).toArray()),
            reality,
            realityFit),
        compare(real, Strokes.shareInOnePiece(train, others), reality, realityFit));
  }

  private static EvaluationReport.Comparison compare(
      Readings set, double inOnePiece, Readings reality, Gaussian realityFit) {
    int size = Math.min(MAX_MANIFOLD_IMAGES, Math.min(set.count(), reality.count()));
    return new EvaluationReport.Comparison(
        set.count(),
        inOnePiece,
        Gaussian.of(set.features()).squaredFrechetDistance(realityFit),
        size,
        ManifoldMetrics.of(
            reality.features(subset(reality.count(), size)),
            set.features(subset(set.count(), size)),
            NEIGHBOURS));
  }

  /**
   * {@code size} different indices below {@code count}, rising; all of them if there are no more.
   *
   * <p>At random: the first images would not do, since the first half of the test set is cleaner
   * than the second, nor every n-th, since generated digits come in turn.
   */
  static int[] subset(int count, int size) {
    int[] indices = IntStream.range(0, count).toArray();
    if (size >= count) {
      return indices;
    }
    RandomGenerator random = Randomness.of(SUBSET_SEED);
    for (int i = 0; i < size; i++) {
      int j = i + random.nextInt(count - i);
      int chosen = indices[j];
      indices[j] = indices[i];
      indices[i] = chosen;
    }
    int[] chosen = Arrays.copyOf(indices, size);
    Arrays.sort(chosen);
    return chosen;
  }
}
