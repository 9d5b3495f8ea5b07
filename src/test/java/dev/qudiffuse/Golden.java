package dev.qudiffuse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reference values that were computed outside this project; see {@code golden/README.md}. */
public final class Golden {

  /**
   * A tensor, written as {@code {"shape": [..], "data": [..]}}.
   *
   * @param shape extents, outermost first
   * @param data row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares tensors by equals
  public record Tensor(List<Integer> shape, double[] data) {

    public Tensor {
      shape = List.copyOf(shape);
      int size = shape.stream().reduce(1, Math::multiplyExact);
      if (data.length != size) {
        throw new IllegalArgumentException(
            "expected %d values for the shape %s, got %d".formatted(size, shape, data.length));
      }
    }

    /** The extent of one dimension. */
    public int extent(int dimension) {
      return shape.get(dimension);
    }

    /** The data rounded to floats. */
    public float[] floats() {
      float[] values = new float[data.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) data[i];
      }
      return values;
    }
  }

  private Golden() {}

  /** Reads a file of the folder {@code golden}. */
  public static JsonNode read(String name) {
    String path = "/golden/" + name;
    try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(path), path)) {
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tensor that a node holds. */
  public static Tensor tensor(JsonNode node) {
    return new Tensor(
        node.get("shape").values().stream().map(JsonNode::asInt).toList(),
        doubles(node.get("data")));
  }

  /** The numbers of an array. */
  public static double[] doubles(JsonNode array) {
    return array.values().stream().mapToDouble(JsonNode::asDouble).toArray();
  }
}
