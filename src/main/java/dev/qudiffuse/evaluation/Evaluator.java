package dev.qudiffuse.evaluation;

import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.model.checkpoint.Provenance;
import dev.qudiffuse.nn.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * An {@link EvaluatorNetwork} that has learned to read. Immutable and thread-safe; its passes are
 * not.
 */
public final class Evaluator {

  /** Where the evaluator lies in the jar. */
  static final String RESOURCE = "/models/evaluator.safetensors";

  private final EvaluatorNetwork network;
  private final Weights weights;
  private final Provenance provenance;

  private Evaluator(EvaluatorNetwork network, Checkpoint checkpoint) {
    this.network = network;
    this.weights = network.layout().weights(checkpoint.parameters(network.layout()));
    this.provenance = checkpoint.provenance();
    network.derive(weights);
  }

  /**
   * The evaluator in the jar, which read 10,000 test digits when it was trained as its metadata
   * say.
   *
   * @throws dev.qudiffuse.model.checkpoint.CheckpointException if it is damaged
   */
  public static Evaluator shipped() {
    try (InputStream in = Evaluator.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the jar was built without " + RESOURCE);
      }
      return new Evaluator(new EvaluatorNetwork(), Checkpoint.read("classpath:" + RESOURCE, in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads an evaluator from a file that {@code train-evaluator} has written.
   *
   * @throws dev.qudiffuse.model.checkpoint.CheckpointException if it is missing, damaged or holds
   *     another network
   */
  public static Evaluator read(Path file) {
    return new Evaluator(new EvaluatorNetwork(), Checkpoint.read(file));
  }

  /**
   * SHA-256 of the weights file, in hexadecimal: measures of different evaluators do not compare.
   */
  public String sha256() {
    return provenance.sha256();
  }

  /** How the weights came about. */
  public Map<String, String> metadata() {
    return provenance.metadata();
  }

  /** Number of pixels of an image. */
  public int pixels() {
    return network.pixels();
  }

  /** Buffers for one thread that reads. */
  public EvaluatorNetwork.Pass newPass() {
    return network.newPass(weights);
  }
}
