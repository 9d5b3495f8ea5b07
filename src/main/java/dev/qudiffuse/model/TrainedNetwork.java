package dev.qudiffuse.model;

import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.model.checkpoint.CheckpointException;
import dev.qudiffuse.model.checkpoint.Provenance;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.quantum.AdaptiveNonLocalObservables;
import dev.qudiffuse.quantum.Circuit;

/** A network with the weights it learnt, as a weights file holds them. Safe to share. */
public final class TrainedNetwork {

  private final HybridUNet network;
  private final Weights weights;
  private final Provenance provenance;
  private final CircuitBackends backends;

  private TrainedNetwork(HybridUNet network, Weights weights, Provenance provenance) {
    this.network = network;
    this.weights = weights;
    this.provenance = provenance;
    this.backends = new CircuitBackends(network, weights);
  }

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
    return new TrainedNetwork(network, weights, checkpoint.provenance());
  }

  private static HybridUNet network(Checkpoint checkpoint) {
    try {
      return new HybridUNet(UNetConfiguration.parse(checkpoint.metadata()));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          checkpoint.source(), "the sizes of a hybrid U-Net", String.valueOf(e.getMessage()));
    } catch (ArithmeticException e) { // as products of sizes that are allowed one by one
      throw new CheckpointException(
          checkpoint.source(), "sizes of a hybrid U-Net whose weights fit an array", "larger ones");
    }
  }

  /** The architecture that the file names. */
  public HybridUNet network() {
    return network;
  }

  /** Its numbers, ready to use. */
  public Weights weights() {
    return weights;
  }

  /** The file they are from, and how they came about. */
  public Provenance provenance() {
    return provenance;
  }

  /** The circuit of its deepest level, with a parameter for every angle. */
  public Circuit circuit() {
    return network.bottleneck().circuit();
  }

  /**
   * The circuit with the angles it learnt.
   *
   * @param condition the digit, or the null condition
   * @param timestep of the noise schedule, from 0
   * @throws IllegalArgumentException if there is no such condition or time step
   */
  public Circuit circuit(int condition, int timestep) {
    return circuit().bind(angles(condition, timestep));
  }

  /**
   * The angles it learnt, one for each parameter of {@link #circuit()}.
   *
   * @param condition the digit, or {@link #nullCondition()}
   * @param timestep of the noise schedule, from 0
   * @throws IllegalArgumentException if there is no such condition or time step
   */
  public double[] angles(int condition, int timestep) {
    return network.circuitAngles(weights, condition, timestep);
  }

  /** The condition that stands for none, used for guidance. */
  public int nullCondition() {
    return network.nullCondition();
  }

  /** What is measured at the circuit's end, beside the Hadamard test. */
  public AdaptiveNonLocalObservables observables() {
    return network.bottleneck().observables();
  }

  /** How many numbers it learnt. */
  public int parameters() {
    return network.layout().size();
  }

  /** A denoiser for one thread, with buffers of its own. */
  public ModelDenoiser newDenoiser(CircuitTimer timer) {
    return backends.newDenoiser(timer);
  }
}
