package dev.qudiffuse.training;

import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.model.checkpoint.CheckpointException;
import dev.qudiffuse.model.checkpoint.Tensor;
import dev.qudiffuse.nn.ParameterLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * The whole {@link TrainingState} of a run on disk, together with what the run is: its settings,
 * network and data.
 *
 * <p>The file is replaced atomically, and the one before it kept beside it under the suffix {@code
 * .bak}, so that at every moment one whole state is on disk.
 *
 * @param path the file
 * @param layout the parameters of the network
 * @param identity facts by name that must be the same for a run to go on
 */
public record TrainingStateFile(
    Path path, ParameterLayout layout, SequencedMap<String, String> identity) {

  private static final String VALUES = "values.";
  private static final String MEAN = "adam.mean.";
  private static final String VARIANCE = "adam.variance.";
  private static final String AVERAGE = "average.";
  private static final String LOSSES = "losses";
  private static final String STEP = "state.step";
  private static final String COMMANDS = "state.commands";
  private static final String TRAINED = "state.trainedNanoseconds";

  /** Writes a state, and keeps the one that was there. */
  public void write(TrainingState state) throws IOException {
    Checkpoint.Builder checkpoint =
        Checkpoint.builder()
            .metadata(identity)
            .metadata(STEP, Long.toString(state.step()))
            .metadata(COMMANDS, String.join("\n", state.commands()))
            .metadata(TRAINED, Long.toString(state.trained().toNanos()))
            .parameters(VALUES, layout, state.weights().values())
            .parameters(MEAN, layout, state.mean())
            .parameters(VARIANCE, layout, state.variance())
            .parameters(AVERAGE, layout, state.average());
    float[] losses = state.losses().toArray();
    if (losses.length > 0) {
      checkpoint.tensor(LOSSES, new Tensor(List.of(losses.length), losses));
    }
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    checkpoint.write(fresh);
    if (Files.exists(path)) {
      Files.move(
          path, backup(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path backup() {
    return path.resolveSibling(path.getFileName() + ".bak");
  }

  /**
   * Reads the state; the one before it if a crash came between the two moves of {@link #write}.
   *
   * @throws CheckpointException if there is none, it is damaged, or it was written by a run with
   *     another identity
   */
  public TrainingState read() {
    Checkpoint checkpoint =
        Checkpoint.read(Files.exists(path) || !Files.exists(backup()) ? path : backup());
    requireSameIdentity(checkpoint);
    long steps = number(checkpoint, STEP);
    var losses = new LossHistory(steps == 0 ? new float[0] : checkpoint.tensor(LOSSES).values());
    if (losses.size() != steps) {
      throw new CheckpointException(
          checkpoint.source(), "the losses of " + steps + " steps", losses.size() + " losses");
    }
    return new TrainingState(
        layout.weights(checkpoint.parameters(VALUES, layout)),
        checkpoint.parameters(MEAN, layout),
        checkpoint.parameters(VARIANCE, layout),
        checkpoint.parameters(AVERAGE, layout),
        losses,
        // files from before this was kept have no such entry
        checkpoint.metadata().getOrDefault(COMMANDS, "").lines().toList(),
        Duration.ofNanos(number(checkpoint, TRAINED)));
  }

  private static long number(Checkpoint checkpoint, String key) {
    String value = checkpoint.metadata(key);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new CheckpointException(checkpoint.source(), "a whole number for '" + key + "'", value);
    }
  }

  /**
   * A run that is not the same would go on with nobody noticing, and be neither the one nor the
   * other.
   */
  private void requireSameIdentity(Checkpoint checkpoint) {
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    identity.forEach(
        (key, value) -> {
          String actual = checkpoint.metadata().get(key);
          if (!value.equals(actual)) {
            expected.add(key + " " + value);
            found.add(key + " " + actual);
          }
        });
    if (!expected.isEmpty()) {
      throw new CheckpointException(
          checkpoint.source(),
          "the state of a run with " + String.join(", ", expected),
          String.join(", ", found));
    }
  }
}
