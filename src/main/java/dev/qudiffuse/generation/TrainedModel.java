package dev.qudiffuse.generation;

import dev.qudiffuse.diffusion.NoiseSchedule;
import dev.qudiffuse.diffusion.PredictionType;
import dev.qudiffuse.diffusion.Sampler;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.model.CircuitTimer;
import dev.qudiffuse.model.ModelDenoiser;
import dev.qudiffuse.model.TrainedNetwork;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.model.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/** The model of a weights file. Immutable and safe to share. */
public final class TrainedModel implements GenerativeModel {

  private static final String SHIPPED = "/models/default.safetensors";

  private final TrainedNetwork network;
  private final NoiseSchedule schedule;
  private final PredictionType predictionType;

  private TrainedModel(Checkpoint checkpoint) {
    requireValue(checkpoint, "diffusion.schedule", "cosine");
    requireValue(checkpoint, "imageSize", GenerateCommand.NATIVE_SIZE);
    requireValue(checkpoint, "conditions", GenerateCommand.MAX_DIGIT + 1);
    requireValue(checkpoint, "timesteps", GenerateCommand.MAX_STEPS);
    requireValue(checkpoint, "diffusion.timesteps", GenerateCommand.MAX_STEPS);
    this.schedule = NoiseSchedule.cosine(GenerateCommand.MAX_STEPS);
    this.predictionType = predictionType(checkpoint);
    this.network = TrainedNetwork.of(checkpoint);
  }

  /**
   * The model in the jar.
   *
   * @throws CheckpointException if it is not there or damaged
   */
  public static TrainedModel shipped() {
    return of(shippedWeights());
  }

  /**
   * The weights in the jar, read and checked.
   *
   * @throws CheckpointException if they are not there or damaged
   */
  public static Checkpoint shippedWeights() {
    String source = "the jar's own model, " + SHIPPED;
    try (InputStream in = TrainedModel.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new CheckpointException(source, "to be there", "nothing");
      }
      return Checkpoint.read(source, in);
    } catch (IOException e) {
      throw new CheckpointException(source, "a readable safetensors file", e);
    }
  }

  /**
   * The model of weights that have been read.
   *
   * @throws CheckpointException if they are not a model that draws digits
   */
  public static TrainedModel of(Checkpoint checkpoint) {
    return new TrainedModel(checkpoint);
  }

  /**
   * The model of a file.
   *
   * @throws CheckpointException if it is not there, damaged, or not a model that draws digits
   */
  public static TrainedModel read(Path file) {
    return of(Checkpoint.read(file));
  }

  private static void requireValue(Checkpoint checkpoint, String key, Object expected) {
    String found = checkpoint.metadata(key);
    if (!found.equals(expected.toString())) {
      throw new CheckpointException(checkpoint.source(), key + " " + expected, found);
    }
  }

  private static PredictionType predictionType(Checkpoint checkpoint) {
    String found = checkpoint.metadata("diffusion.predictionType");
    for (PredictionType type : PredictionType.values()) {
      if (found.equals(type.name().toLowerCase(Locale.ROOT))) {
        return type;
      }
    }
    throw new CheckpointException(
        checkpoint.source(), "diffusion.predictionType epsilon, v_prediction or sample", found);
  }

  @Override
  public ModelDenoiser newDenoiser(CircuitTimer timer) {
    return network.newDenoiser(timer);
  }

  @Override
  public Sampler sampler(SamplerType type, int steps, float noiseScale) {
    return type.create(schedule, predictionType, steps, noiseScale);
  }

  /** The network and its weights. */
  public TrainedNetwork network() {
    return network;
  }

  @Override
  public String sha256() {
    return network.provenance().sha256();
  }

  /** The file or resource it was read from. */
  public String source() {
    return network.provenance().source();
  }
}
