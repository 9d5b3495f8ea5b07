package dev.qudiffuse.training;

import dev.qudiffuse.model.checkpoint.CheckpointException;
import dev.qudiffuse.model.checkpoint.SafeTensors;
import dev.qudiffuse.model.checkpoint.Tensor;
import dev.qudiffuse.nn.ParameterLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The whole {@link TrainingState} of a run on disk, together with what the run is: its settings, network and data.
 *
 * <p>The file is replaced atomically, and the one before it kept beside it under the suffix {@code .bak}, so that at every moment
 * one whole state is on disk.
 *
 * @param path the file
 * @param layout the parameters of the network
 * @param identity facts by name that must be the same for a run to go on
 */
public record TrainingStateFile(Path path, ParameterLayout layout, SequencedMap<String, String> identity) {

  private static final String VALUES = "values";
  private static final String MEAN = "adam.mean";
  private static final String VARIANCE = "adam.variance";
  private static final String AVERAGE = "average";
  private static final String LOSSES = "losses";
  private static final String STEP = "state.step";
  private static final String TRAINED = "state.trained_nanoseconds";

  /** Writes a state, and keeps the one that was there. */
  public void write(TrainingState state) throws IOException {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(VALUES, flat(state.weights().values()));
    tensors.put(MEAN, flat(state.mean()));
    tensors.put(VARIANCE, flat(state.variance()));
    tensors.put(AVERAGE, flat(state.average()));
    tensors.put(LOSSES, flat(state.losses().toArray()));
    SequencedMap<String, String> metadata = new LinkedHashMap<>(identity);
    metadata.put(STEP, Long.toString(state.step()));
    metadata.put(TRAINED, Long.toString(state.trained().toNanos()));

    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    SafeTensors.write(fresh, tensors, metadata);
    if (Files.exists(path)) {
      Files.move(path, backup(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Tensor flat(float[] values) {
    return new Tensor(List.of(values.length), values);
  }

  private Path backup() {
    return path.resolveSibling(path.getFileName() + ".bak");
  }

  /** Whether there is a state to go on from. */
  public boolean exists() {
    return Files.exists(path) || Files.exists(backup());
  }

  /**
   * Reads the state; the one before it if a crash came between the two moves of {@link #write}.
   *
   * @throws CheckpointException if the file is damaged, or was written by a run with another identity
   */
  public TrainingState read() throws IOException {
    Path source = Files.exists(path) ? path : backup();
    SafeTensors file = SafeTensors.read(source);
    Map<String, String> metadata = file.metadata();
    requireSameIdentity(source, metadata);
    var state =
        new TrainingState(
            layout.weights(parameters(file, VALUES)),
            parameters(file, MEAN),
            parameters(file, VARIANCE),
            parameters(file, AVERAGE),
            new LossHistory(file.tensor(LOSSES).values()),
            Duration.ofNanos(Long.parseLong(metadata.getOrDefault(TRAINED, "0"))));
    if (!Long.toString(state.step()).equals(metadata.get(STEP))) {
      throw new CheckpointException(
          "%s: expected the losses of %s steps, found %d".formatted(source, metadata.get(STEP), state.step()));
    }
    return state;
  }

  private float[] parameters(SafeTensors file, String name) {
    float[] values = file.tensor(name).values();
    if (values.length != layout.size()) {
      throw new CheckpointException(
          "%s: expected %d elements of %s, found %d".formatted(path, layout.size(), name, values.length));
    }
    return values;
  }

  /** A run that is not the same would go on with nobody noticing, and be neither the one nor the other. */
  private void requireSameIdentity(Path source, Map<String, String> found) {
    List<String> differences = new ArrayList<>();
    identity.forEach(
        (name, expected) -> {
          String actual = found.get(name);
          if (!expected.equals(actual)) {
            differences.add("%s: expected %s, found %s".formatted(name, expected, actual));
          }
        });
    if (!differences.isEmpty()) {
      throw new CheckpointException(
          "%s is the state of a different run (%s)".formatted(source, String.join("; ", differences)));
    }
  }
}
