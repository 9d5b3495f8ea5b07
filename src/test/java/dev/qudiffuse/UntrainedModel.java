package dev.qudiffuse;

import dev.qudiffuse.diffusion.NoiseSchedule;
import dev.qudiffuse.diffusion.PredictionType;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.diffusion.Sampler;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.Tempering;
import dev.qudiffuse.model.CircuitBackends;
import dev.qudiffuse.model.CircuitTimer;
import dev.qudiffuse.model.HybridUNet;
import dev.qudiffuse.model.ModelDenoiser;
import dev.qudiffuse.model.UNetConfiguration;
import dev.qudiffuse.nn.Weights;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * The standard network with random weights, sampled as the shipped one is: for whatever must run
 * but need not draw anything.
 */
public final class UntrainedModel implements GenerativeModel {

  private static final double NOISE = 0.02;

  private final HybridUNet network = new HybridUNet(UNetConfiguration.standard());
  private final Weights weights;
  private final CircuitBackends backends;

  /** A model whose weights follow from the seed. */
  public UntrainedModel(long seed) {
    RandomGenerator random = Randomness.of(seed);
    weights = network.layout().initialize(random);
    float[] values = weights.values();
    // Some layers start at zero, and hide what is before them.
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (NOISE * random.nextGaussian());
    }
    network.derive(weights);
    backends = new CircuitBackends(network, weights);
  }

  /** The network. */
  public HybridUNet network() {
    return network;
  }

  /** Its weights, ready for use. */
  public Weights weights() {
    return weights;
  }

  /** How noise is added. */
  public NoiseSchedule schedule() {
    return NoiseSchedule.cosine(network.sizes().timesteps());
  }

  @Override
  public String sha256() {
    return "f".repeat(64);
  }

  @Override
  public ModelDenoiser newDenoiser(CircuitTimer timer) {
    return backends.newDenoiser(timer);
  }

  @Override
  public Sampler sampler(SamplerType type, int steps, float noiseScale) {
    return type.create(schedule(), PredictionType.V_PREDICTION, steps, noiseScale);
  }

  /** The sampler that the shipped model is drawn with. */
  public Sampler sampler(int steps) {
    SamplerType type = GenerationDefaults.STANDARD.sampler();
    return sampler(type, steps, Tempering.usual(type).noiseScale());
  }
}
