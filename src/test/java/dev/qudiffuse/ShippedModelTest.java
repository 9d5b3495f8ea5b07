package dev.qudiffuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.data.Pixels;
import dev.qudiffuse.diffusion.DdpmSampler;
import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.diffusion.NoiseSchedule;
import dev.qudiffuse.diffusion.PredictionType;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.diffusion.Sampler;
import dev.qudiffuse.diffusion.StepListener;
import dev.qudiffuse.evaluation.Evaluator;
import dev.qudiffuse.evaluation.EvaluatorNetwork;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.model.CircuitTimer;
import dev.qudiffuse.model.TrainedNetwork;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.nn.Parameter;
import dev.qudiffuse.nn.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The model in the jar draws digits that the evaluator in the jar can read, and its circuit decides
 * which. A sample small enough for every build; {@code evaluate} judges thousands.
 */
class ShippedModelTest {

  private static final int DIGITS = 10;
  private static final int EACH = 10;

  private final EvaluatorNetwork.Pass evaluator = Evaluator.shipped().newPass();

  @Test
  void drawsTheDigitAskedFor() {
    GenerationDefaults defaults = GenerationDefaults.STANDARD;
    var drawing = new ReverseDiffusion(TrainedModel.shipped());
    int right = 0;
    for (int i = 0; i < DIGITS * EACH; i++) {
      int digit = i % DIGITS;
      GrayImage image =
          drawing.draw(
              new GenerateCommand(
                  digit,
                  1000 + i,
                  defaults.steps(),
                  defaults.guidance(),
                  GenerateCommand.NATIVE_SIZE,
                  defaults.sampler()));
      float[] pixels = new float[image.pixels().length];
      for (int p = 0; p < pixels.length; p++) {
        pixels[p] = Pixels.toFloat(image.pixels()[p]);
      }
      right += read(pixels) == digit ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(97);
  }

  /** The digit enters as a row of angles and nowhere else, so whoever has the row has the digit. */
  @Test
  void drawsTheNeighbourWhenGivenTheNeighboursAngles() throws IOException {
    TrainedNetwork trained = shipped();
    Weights weights = trained.weights();
    Parameter table =
        trained.network().layout().parameters().stream()
            .filter(parameter -> parameter.name().equals("bottleneck.angles.table"))
            .findFirst()
            .orElseThrow();
    float[] before = weights.values().clone();
    int angles = table.shape().getLast();
    for (int digit = 0; digit < DIGITS; digit++) {
      System.arraycopy(
          before,
          table.offset() + neighbour(digit) * angles,
          weights.values(),
          table.offset() + digit * angles,
          angles);
    }
    trained.network().derive(weights);
    Denoiser denoiser = trained.network().newDenoiser(weights, CircuitTimer.NONE);
    GenerationDefaults defaults = GenerationDefaults.STANDARD;
    Sampler sampler =
        new DdpmSampler(
            NoiseSchedule.cosine(GenerateCommand.MAX_STEPS),
            PredictionType.V_PREDICTION,
            defaults.steps());
    float[] image = new float[trained.network().pixels()];
    int right = 0;
    for (int i = 0; i < DIGITS * EACH; i++) {
      int digit = i % DIGITS;
      sampler.sample(
          denoiser,
          new Guidance(digit, defaults.guidance()),
          Randomness.of(2000 + i),
          image,
          StepListener.NONE);
      right += read(image) == neighbour(digit) ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(97);
  }

  private static int neighbour(int digit) {
    return (digit + 1) % DIGITS;
  }

  private static TrainedNetwork shipped() throws IOException {
    String resource = "/models/default.safetensors";
    try (InputStream in =
        Objects.requireNonNull(ShippedModelTest.class.getResourceAsStream(resource))) {
      return TrainedNetwork.of(Checkpoint.read(resource, in));
    }
  }

  private int read(float[] pixels) {
    float[] logits = evaluator.forward(pixels);
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      best = logits[c] > logits[best] ? c : best;
    }
    return best;
  }
}
