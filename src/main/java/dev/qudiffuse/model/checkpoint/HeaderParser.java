package dev.qudiffuse.model.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Turns the JSON text of a safetensors header into a {@link Header}, or says what is wrong with it.
 */
final class HeaderParser {

  private static final Set<String> FIELDS = Set.of(Format.DTYPE, Format.SHAPE, Format.DATA_OFFSETS);

  private final String source;

  HeaderParser(String source) {
    this.source = source;
  }

  Header parse(String text) {
    JsonNode root = readObject(text);
    Map<String, String> metadata = metadata(root.get(Format.METADATA));
    String checksum = metadata.remove(Checksum.KEY);
    if (checksum == null || !Checksum.isWellFormed(checksum)) {
      throw wrong(
          "'%s' of 64 hexadecimal digits in the metadata".formatted(Checksum.KEY),
          checksum == null ? "none" : "'" + checksum + "'");
    }
    List<Header.Entry> entries = new ArrayList<>();
    int offset = 0;
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (!property.getKey().equals(Format.METADATA)) {
        Header.Entry entry = entry(property.getKey(), property.getValue(), offset);
        entries.add(entry);
        offset = entry.begin() + entry.byteSize();
      }
    }
    return new Header(List.copyOf(entries), metadata, checksum, offset);
  }

  private JsonNode readObject(String text) {
    JsonNode root;
    try {
      root = Format.JSON.readTree(text);
    } catch (JacksonException e) {
      throw wrong("a header in JSON", e.getOriginalMessage());
    }
    if (!root.isObject()) {
      throw wrong("a JSON object as header", describe(root));
    }
    return root;
  }

  private Map<String, String> metadata(@Nullable JsonNode node) {
    if (node == null || !node.isObject()) {
      throw wrong("an object '%s' in the header".formatted(Format.METADATA), describe(node));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      if (!property.getValue().isString()) {
        throw wrong(
            "a string as metadata '%s'".formatted(property.getKey()),
            describe(property.getValue()));
      }
      metadata.put(property.getKey(), property.getValue().stringValue());
    }
    return metadata;
  }

  private Header.Entry entry(String name, JsonNode node, int begin) {
    if (!node.isObject() || !Set.copyOf(node.propertyNames()).equals(FIELDS)) {
      throw wrong(
          "tensor '%s' described by %s, %s and %s"
              .formatted(name, Format.DTYPE, Format.SHAPE, Format.DATA_OFFSETS),
          describe(node));
    }
    JsonNode dtype = node.path(Format.DTYPE);
    if (!dtype.isString() || !dtype.stringValue().equals(Format.F32)) {
      throw wrong("tensor '%s' of dtype %s".formatted(name, Format.F32), describe(dtype));
    }
    List<Integer> shape = shape(name, node.path(Format.SHAPE));
    int size = byteSize(name, shape, begin);
    requireOffsets(name, node.path(Format.DATA_OFFSETS), begin, begin + size);
    return new Header.Entry(name, shape, begin, size);
  }

  private List<Integer> shape(String name, JsonNode node) {
    if (!node.isArray()) {
      throw wrong("an array as shape of tensor '%s'".formatted(name), describe(node));
    }
    List<Integer> shape = new ArrayList<>();
    for (JsonNode extent : node) {
      if (!extent.isIntegralNumber() || !extent.canConvertToInt() || extent.intValue() < 1) {
        throw wrong(
            "extents of 1 to %d in the shape of tensor '%s'".formatted(Integer.MAX_VALUE, name),
            describe(node));
      }
      shape.add(extent.intValue());
    }
    return shape;
  }

  private int byteSize(String name, List<Integer> shape, int begin) {
    long size = Float.BYTES;
    for (int extent : shape) {
      size *= extent; // both below 2^31
      if (begin + size > Format.MAX_DATA_SIZE) {
        throw wrong(
            "at most %d bytes of data".formatted(Format.MAX_DATA_SIZE),
            "more, with shape %s of tensor '%s'".formatted(shape, name));
      }
    }
    return (int) size;
  }

  /** Nothing may lie between two tensors, nor two tensors in one place. */
  private void requireOffsets(String name, JsonNode node, int begin, int end) {
    boolean right =
        node.isArray()
            && node.size() == 2
            && isNumber(node.path(0), begin)
            && isNumber(node.path(1), end);
    if (!right) {
      throw wrong(
          "data offsets [%d,%d] for tensor '%s'".formatted(begin, end, name), describe(node));
    }
  }

  private static boolean isNumber(JsonNode node, int value) {
    return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() == value;
  }

  private static String describe(@Nullable JsonNode node) {
    return node == null ? "none" : node.toString();
  }

  private CheckpointException wrong(String expected, String found) {
    return new CheckpointException(source, expected, found);
  }
}
