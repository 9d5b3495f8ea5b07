package dev.qudiffuse.model.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Encodes tensors as the bytes of a safetensors file. */
final class SafeTensorsWriter {

  private final String source;

  SafeTensorsWriter(String source) {
    this.source = source;
  }

  byte[] encode(SequencedMap<String, Tensor> tensors, Map<String, String> metadata) {
    String blankHeader = padded(header(tensors, metadata));
    byte[] prefix =
        ByteBuffer.allocate(Format.PREFIX_SIZE)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(blankHeader.length())
            .array();
    byte[] data = data(tensors);
    String checksum = Checksum.compute(prefix, blankHeader, data);
    String header = Checksum.replace(blankHeader, Checksum.BLANK, checksum);
    return ByteBuffer.allocate(Math.addExact(prefix.length + header.length(), data.length))
        .put(prefix)
        .put(header.getBytes(StandardCharsets.US_ASCII))
        .put(data)
        .array();
  }

  private static String header(SequencedMap<String, Tensor> tensors, Map<String, String> metadata) {
    ObjectNode header = Format.JSON.createObjectNode();
    ObjectNode about = header.putObject(Format.METADATA);
    TreeMap<String, String> sorted = new TreeMap<>(metadata);
    if (sorted.put(Checksum.KEY, Checksum.BLANK) != null) {
      throw new IllegalArgumentException(
          "expected metadata without '%s', which is written here".formatted(Checksum.KEY));
    }
    sorted.forEach(about::put);
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      if (entry.getKey().equals(Format.METADATA)) {
        throw new IllegalArgumentException("no tensor can be named " + Format.METADATA);
      }
      ObjectNode description = header.putObject(entry.getKey());
      description.put(Format.DTYPE, Format.F32);
      ArrayNode shape = description.putArray(Format.SHAPE);
      entry.getValue().shape().forEach(shape::add);
      long end = offset + (long) Float.BYTES * entry.getValue().values().length;
      description.putArray(Format.DATA_OFFSETS).add(offset).add(end);
      offset = end;
    }
    return Format.JSON.writeValueAsString(header);
  }

  private static String padded(String header) {
    return header + " ".repeat(Math.floorMod(-header.length(), Format.ALIGNMENT));
  }

  private byte[] data(SequencedMap<String, Tensor> tensors) {
    long size =
        tensors.values().stream().mapToLong(t -> (long) Float.BYTES * t.values().length).sum();
    if (size > Format.MAX_DATA_SIZE) {
      throw new CheckpointException(
          source, "at most " + Format.MAX_DATA_SIZE + " bytes of data", size + " to write");
    }
    byte[] bytes = new byte[(int) size];
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    tensors.forEach(
        (name, tensor) -> {
          for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
              throw new CheckpointException(
                  source, "finite numbers to write", value + " in tensor '" + name + "'");
            }
            data.putFloat(value);
          }
        });
    return bytes;
  }
}
