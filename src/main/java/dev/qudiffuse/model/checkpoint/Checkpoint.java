package dev.qudiffuse.model.checkpoint;

import dev.qudiffuse.nn.Parameter;
import dev.qudiffuse.nn.ParameterLayout;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The numbers of a network in a file, beside what is to be known about them.
 *
 * <p>A file holds one set of parameters under their own names, or several, each under a prefix:
 * {@code "average."}, {@code "optimizer.moment1."}. Reading demands that a set has exactly the
 * parameters of the network's layout, each in its shape. Counters and settings are metadata.
 *
 * <p>Immutable and safe to share.
 */
public final class Checkpoint {

  private final String source;
  private final SafeTensors content;

  private Checkpoint(String source, SafeTensors content) {
    this.source = source;
    this.content = content;
  }

  /**
   * Reads a file.
   *
   * @throws CheckpointException if it is missing, damaged or something else
   */
  public static Checkpoint read(Path file) {
    return new Checkpoint(file.toString(), SafeTensors.read(file));
  }

  /**
   * Reads a stream to its end, such as a resource of the class path.
   *
   * @param source what to call it in an error message
   * @throws CheckpointException if it is damaged or something else
   */
  public static Checkpoint read(String source, InputStream in) {
    return new Checkpoint(source, SafeTensors.read(source, in));
  }

  /** Collects what to write. */
  public static Builder builder() {
    return new Builder();
  }

  /** The file or resource it was read from. */
  public String source() {
    return source;
  }

  /** SHA-256 of the whole file, in hexadecimal: the identity of a model. */
  public String sha256() {
    return content.sha256();
  }

  /** All of that without the numbers. */
  public Provenance provenance() {
    return new Provenance(source, content.sha256(), content.metadata());
  }

  /** Everything that is said about the numbers. */
  public Map<String, String> metadata() {
    return content.metadata();
  }

  /**
   * One thing that must be said about the numbers.
   *
   * @throws CheckpointException if it is not
   */
  public String metadata(String key) {
    String value = content.metadata().get(key);
    if (value == null) {
      throw new CheckpointException(
          source, "metadata '" + key + "'", "only " + content.metadata().keySet());
    }
    return value;
  }

  /**
   * The parameters of a network that has the file for itself.
   *
   * @return a fresh array in the order of the layout
   * @throws CheckpointException if the file's tensors are not exactly those of the layout
   */
  public float[] parameters(ParameterLayout layout) {
    return parameters("", layout);
  }

  /**
   * One set of parameters among several.
   *
   * @param prefix what the set's names begin with
   * @return a fresh array in the order of the layout
   * @throws CheckpointException if the tensors of that prefix are not exactly those of the layout
   */
  public float[] parameters(String prefix, ParameterLayout layout) {
    LayoutDifference.between(prefix, layout, content.tensors())
        .ifPresent(
            difference -> {
              throw new CheckpointException(
                  source,
                  "the %d parameters of this network%s"
                      .formatted(
                          layout.parameters().size(),
                          prefix.isEmpty() ? "" : " under '" + prefix + "'"),
                  difference);
            });
    float[] values = new float[layout.size()];
    for (Parameter parameter : layout.parameters()) {
      float[] tensor = tensor(prefix + parameter.name()).values();
      System.arraycopy(tensor, 0, values, parameter.offset(), parameter.size());
    }
    return values;
  }

  /**
   * One tensor.
   *
   * @throws CheckpointException if there is none of that name
   */
  public Tensor tensor(String name) {
    Tensor tensor = content.tensors().get(name);
    if (tensor == null) {
      throw new CheckpointException(source, "a tensor '" + name + "'", "none of that name");
    }
    return tensor;
  }

  /** Collects what to write, in order. Not thread-safe. */
  public static final class Builder {

    private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private Builder() {}

    /** Adds something that is to be known about the numbers. */
    public Builder metadata(String key, String value) {
      if (metadata.putIfAbsent(key, value) != null) {
        throw new IllegalArgumentException("metadata '" + key + "' was given before");
      }
      return this;
    }

    /** Adds everything in {@code entries}. */
    public Builder metadata(Map<String, String> entries) {
      entries.forEach(this::metadata);
      return this;
    }

    /** Adds the parameters of a network that has the file for itself. */
    public Builder parameters(ParameterLayout layout, float[] values) {
      return parameters("", layout, values);
    }

    /**
     * Adds one set of parameters, or of numbers that go with parameters, such as an optimizer's
     * moments.
     *
     * @param prefix what to put before every name
     * @param values in the order of the layout; copied
     */
    public Builder parameters(String prefix, ParameterLayout layout, float[] values) {
      if (values.length != layout.size()) {
        throw new IllegalArgumentException(
            "expected %d parameter values, got %d".formatted(layout.size(), values.length));
      }
      for (Parameter parameter : layout.parameters()) {
        int end = parameter.offset() + parameter.size();
        tensor(
            prefix + parameter.name(),
            new Tensor(parameter.shape(), Arrays.copyOfRange(values, parameter.offset(), end)));
      }
      return this;
    }

    /** Adds one tensor. */
    public Builder tensor(String name, Tensor tensor) {
      if (tensors.putIfAbsent(name, tensor) != null) {
        throw new IllegalArgumentException("tensor '" + name + "' was given before");
      }
      return this;
    }

    /**
     * Writes the file, which appears whole or not at all.
     *
     * @return SHA-256 of the file, in hexadecimal
     * @throws CheckpointException if it cannot be written, or a number is not finite; an older file
     *     is then as it was
     */
    public String write(Path file) {
      return SafeTensors.write(file, tensors, metadata);
    }
  }
}
