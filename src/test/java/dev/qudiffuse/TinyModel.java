package dev.qudiffuse;

import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.model.HybridUNet;
import dev.qudiffuse.model.UNetConfiguration;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * A real network, small and untrained, as a weights file: it draws nonsense, but every part of it
 * counts.
 */
public final class TinyModel {

  private static final UNetConfiguration SIZES =
      new UNetConfiguration(28, 8, 8, 16, 4, 1000, 16, 16, 10, 2, 6, new ClusterAnsatz(), 2, 3, 4);

  private TinyModel() {}

  /** Its sizes. */
  public static UNetConfiguration sizes() {
    return SIZES;
  }

  /** Writes the file. */
  public static Path write(Path file) {
    return write(file, Map.of());
  }

  /** Writes a file in whose metadata some entries are others. */
  public static Path write(Path file, Map<String, String> changes) {
    HybridUNet network = new HybridUNet(SIZES);
    var metadata = network.describe();
    metadata.put("diffusion.schedule", "cosine");
    metadata.put("diffusion.timesteps", "1000");
    metadata.put("diffusion.predictionType", "v_prediction");
    metadata.putAll(changes);
    Checkpoint.builder()
        .metadata(metadata)
        .parameters(network.layout(), weights(network).values())
        .write(file);
    return file;
  }

  /** As initialised, plus a little noise, so that no layer that begins at zero hides the others. */
  private static Weights weights(HybridUNet network) {
    RandomGenerator random = Randomness.of(1);
    Weights weights = network.layout().initialize(random);
    for (int i = 0; i < weights.values().length; i++) {
      weights.values()[i] += (float) (0.05 * random.nextGaussian());
    }
    return weights;
  }
}
