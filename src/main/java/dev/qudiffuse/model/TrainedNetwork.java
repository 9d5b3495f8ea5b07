package dev.qudiffuse.model;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.model.checkpoint.CheckpointException;
import dev.qudiffuse.nn.Weights;

/**
 * A network with the weights it learnt, as a weights file holds them. Immutable and safe to share.
 *
 * @param network the architecture that the file names
 * @param weights its numbers, ready to use
 * @param checkpoint the file, which also says how the weights came about
 */
public record TrainedNetwork(HybridUNet network, Weights weights, Checkpoint checkpoint) {

  /**
   * The network of a weights file.
   *
   * @throws CheckpointException if the file is of another architecture, or its sizes and its
   *     numbers do not go together
   */
  public static TrainedNetwork of(Checkpoint checkpoint) {
    HybridUNet network = network(checkpoint);
    Weights weights = network.layout().weights(checkpoint.parameters(network.layout()));
    network.derive(weights);
    return new TrainedNetwork(network, weights, checkpoint);
  }

  private static HybridUNet network(Checkpoint checkpoint) {
    try {
      return new HybridUNet(UNetConfiguration.parse(checkpoint.metadata()));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          checkpoint.source(), "the sizes of a hybrid U-Net", String.valueOf(e.getMessage()));
    }
  }

  /** A denoiser for one thread, with buffers of its own. */
  public Denoiser newDenoiser(CircuitTimer timer) {
    return network.newDenoiser(weights, timer);
  }
}
