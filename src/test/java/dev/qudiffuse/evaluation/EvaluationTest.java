package dev.qudiffuse.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.data.IdxImages;
import dev.qudiffuse.data.IdxWriter;
import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.image.GrayImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {

  private static final Evaluator EVALUATOR = Evaluator.shipped();
  private static final LabelledImages DIGITS = RealDigits.read();

  @TempDir private Path folder;

  /** Makes an image of one of {@link #DIGITS}. */
  private interface Change {
    void apply(float[] pixels);
  }

  /** The digits {@code indices}, changed, and labelled with what is added to their label. */
  private LabelledImages digits(int[] indices, int labelShift, Change change) {
    int size = DIGITS.pixelsPerImage();
    byte[] pixels = new byte[indices.length * size];
    byte[] labels = new byte[indices.length];
    float[] image = new float[size];
    for (int i = 0; i < indices.length; i++) {
      DIGITS.copyImage(indices[i], image);
      change.apply(image);
      byte[] changed = GrayImage.of(DIGITS.columns(), image).pixels();
      System.arraycopy(changed, 0, pixels, i * size, size);
      labels[i] = (byte) ((DIGITS.label(indices[i]) + labelShift) % 10);
    }
    Path imageFile = folder.resolve("images");
    Path labelFile = folder.resolve("labels");
    IdxWriter.writeImages(
        imageFile, new IdxImages(indices.length, DIGITS.rows(), DIGITS.columns(), pixels));
    IdxWriter.writeLabels(labelFile, labels);
    return LabelledImages.read(imageFile, labelFile);
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  private static EvaluationReport evaluate(LabelledImages samples) {
    return new Evaluation(EVALUATOR, DIGITS, DIGITS).of(samples, Readings.Progress.NONE);
  }

  @Test
  void realDigitsAreAsGoodAsReal() {
    EvaluationReport report = evaluate(digits(range(0, 200), 0, pixels -> {}));
    assertThat(report.evaluator()).isEqualTo(EVALUATOR.sha256());
    assertThat(report.samples()).isEqualTo(200);
    assertThat(report.testImages()).isEqualTo(200);
    assertThat(report.accuracy()).isEqualTo(report.testAccuracy()).isGreaterThan(0.98);
    assertThat(report.digits()).hasSize(10).allMatch(digit -> digit.asked() == 20);
    assertThat(report.generated()).isEqualTo(report.real());
    assertThat(report.generated().frechetDistance()).isCloseTo(0, within(1e-6));
    assertThat(report.generated().manifold().precision()).isEqualTo(1);
  }

  @Test
  void digitsOtherThanAskedForAreNotRead() {
    EvaluationReport report = evaluate(digits(range(0, 100), 1, pixels -> {}));
    assertThat(report.accuracy()).isLessThan(0.05);
    assertThat(report.confusions())
        .first()
        .satisfies(worst -> assertThat((worst.read() + 1) % 10).isEqualTo(worst.asked()));
    assertThat(report.confusions()).hasSizeLessThanOrEqualTo(10);
  }

  /**
   * Digits with ink and background exchanged. Precision is no help here: what is no digit crowds
   * around a few real outliers, whose neighbourhoods are wide.
   */
  @Test
  void whatIsNoDigitIsFarFromReal() {
    EvaluationReport report =
        evaluate(
            digits(
                range(0, 100),
                0,
                pixels -> {
                  for (int p = 0; p < pixels.length; p++) {
                    pixels[p] = -pixels[p];
                  }
                }));
    assertThat(report.generated().frechetDistance())
        .isGreaterThan(10 * report.real().frechetDistance());
    assertThat(report.generated().manifold().recall()).isLessThan(0.1);
    assertThat(report.generated().manifold().coverage()).isLessThan(0.1);
  }

  @Test
  void oneImageOverAndOverHasNoVariety() {
    int[] same = new int[60];
    Arrays.fill(same, 17);
    EvaluationReport report = evaluate(digits(same, 0, pixels -> {}));
    assertThat(report.generated().manifold().recall()).isLessThan(0.05);
    assertThat(report.generated().manifold().coverage()).isLessThan(0.3);
    assertThat(report.digits()).hasSize(1);
  }

  @Test
  void theSameImagesGiveTheSameReport() {
    LabelledImages samples = digits(range(20, 60), 0, pixels -> {});
    assertThat(evaluate(samples)).isEqualTo(evaluate(samples));
  }

  @Test
  void realImagesForComparisonAreAsManyAsSamples() {
    EvaluationReport report = evaluate(digits(range(0, 50), 0, pixels -> {}));
    assertThat(report.real().images()).isEqualTo(50);
    assertThat(report.generated().images()).isEqualTo(50);
    assertThat(report.generated().manifoldImages()).isEqualTo(50);
  }

  @Test
  void progressCountsEveryImage() {
    var evaluation = new Evaluation(EVALUATOR, DIGITS, DIGITS);
    AtomicInteger read = new AtomicInteger();
    evaluation.of(digits(range(0, 30), 0, pixels -> {}), read::incrementAndGet);
    assertThat(read).hasValue(evaluation.imagesToRead(30));
    assertThat(evaluation.imagesToRead(30)).isEqualTo(200 + 30 + 30);
    assertThat(evaluation.imagesToRead(1000)).isEqualTo(200 + 1000 + 200);
  }

  @Test
  void tooFewImagesAreRefused() {
    LabelledImages few = digits(range(0, 5), 0, pixels -> {});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluate(few))
        .withMessage("expected at least 6 images, got 5");
  }

  @Test
  void aSubsetHasDifferentIndicesInOrder() {
    int[] subset = Evaluation.subset(1000, 100);
    assertThat(subset).hasSize(100).isSorted().doesNotHaveDuplicates();
    assertThat(IntStream.of(subset)).allMatch(i -> i >= 0 && i < 1000);
    assertThat(IntStream.of(subset).mapToObj(i -> i % 10).distinct())
        .as("all digits, where they come in turn")
        .hasSize(10);
    assertThat(Evaluation.subset(1000, 100)).isEqualTo(subset);
    assertThat(Evaluation.subset(4, 4)).containsExactly(0, 1, 2, 3);
    assertThat(Evaluation.subset(3, 8)).containsExactly(0, 1, 2);
  }
}
