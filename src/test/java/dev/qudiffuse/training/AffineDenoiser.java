package dev.qudiffuse.training;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.model.CircuitTimer;
import dev.qudiffuse.model.DenoisingNetwork;
import dev.qudiffuse.nn.Initializer;
import dev.qudiffuse.nn.Parameter;
import dev.qudiffuse.nn.ParameterGroup;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The smallest network that can learn something: {@code prediction = gain(t) * noisy +
 * bias(condition)}, with a gain for every hundred timesteps and an image of biases for every
 * condition.
 */
public final class AffineDenoiser implements DenoisingNetwork {

  private static final int CONDITIONS = 10;
  private static final int TIMESTEPS_PER_GAIN = 100;

  final AtomicInteger derivations = new AtomicInteger();
  private final int imageSize;
  private final ParameterLayout layout;
  private final Parameter gain;
  private final Parameter bias;

  public AffineDenoiser(int imageSize) {
    this.imageSize = imageSize;
    var builder = new ParameterLayout.Builder();
    gain = builder.add("gain", List.of(10), ParameterGroup.WEIGHT, new Initializer.Normal(0.1));
    bias =
        builder.add(
            "bias", List.of(CONDITIONS + 1, imageSize), ParameterGroup.BIAS, Initializer.zeros());
    layout = builder.build();
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
  public int conditions() {
    return CONDITIONS;
  }

  @Override
  public int pixels() {
    return imageSize;
  }

  @Override
  public SequencedMap<String, String> describe() {
    return new LinkedHashMap<>(Map.of("architecture", "affine"));
  }

  @Override
  public TrainingPass newTrainingPass(Weights weights, int images) {
    return new AffinePass(weights.values(), images);
  }

  @Override
  public Denoiser newDenoiser(Weights weights, CircuitTimer timer) {
    TrainingPass pass = newTrainingPass(weights, 1);
    return (noisy, timestep, guidance, prediction) -> {
      float[] conditional = forward(pass, noisy, timestep, guidance.condition()).clone();
      float[] unconditional = forward(pass, noisy, timestep, CONDITIONS);
      Guidance.combine(unconditional, conditional, guidance.scale(), prediction);
    };
  }

  private static float[] forward(TrainingPass pass, float[] noisy, int timestep, int condition) {
    return pass.forward(1, noisy, new int[] {timestep}, new int[] {condition});
  }

  private final class AffinePass implements TrainingPass {
    private final float[] values;
    private final float[] prediction;
    private int images;
    private float[] noisy = {};
    private int[] timesteps = {};
    private int[] conditions = {};

    AffinePass(float[] values, int images) {
      this.values = values;
      this.prediction = new float[images * imageSize];
    }

    private int gainIndex(int m) {
      return gain.offset() + timesteps[m] / TIMESTEPS_PER_GAIN;
    }

    private int biasIndex(int m) {
      return bias.offset() + conditions[m] * imageSize;
    }

    @Override
    public float[] forward(int count, float[] image, int[] timesteps, int[] conditions) {
      images = count;
      noisy = image;
      this.timesteps = timesteps;
      this.conditions = conditions;
      for (int i = 0; i < images * imageSize; i++) {
        int m = i / imageSize;
        prediction[i] = values[gainIndex(m)] * noisy[i] + values[biasIndex(m) + i % imageSize];
      }
      return prediction;
    }

    @Override
    public void backward(float[] predictionGradient, float[] gradient) {
      for (int i = 0; i < images * imageSize; i++) {
        int m = i / imageSize;
        gradient[gainIndex(m)] += predictionGradient[i] * noisy[i];
        gradient[biasIndex(m) + i % imageSize] += predictionGradient[i];
      }
    }
  }
}
