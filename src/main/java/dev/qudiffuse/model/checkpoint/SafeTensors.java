package dev.qudiffuse.model.checkpoint;

import dev.qudiffuse.io.AtomicFile;
import dev.qudiffuse.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a safetensors file holds: named tensors of 32-bit floats, and text about them.
 *
 * <p>The format (huggingface/safetensors): the length of the header as a 64-bit little-endian
 * integer; the header, a JSON object; the data.
 *
 * <pre>
 *   {"__metadata__": {"key": "value", ..},
 *    "conv.weight": {"dtype": "F32", "shape": [3, 3, 8], "data_offsets": [0, 288]}, ..}
 * </pre>
 *
 * <p>Any reader of the format can read the files written here. The other way round this class is
 * stricter: only F32, every number finite, the tensors one after the other in the order of the
 * header without gap or overlap, and a {@linkplain Checksum checksum} in the metadata, so that a
 * file with a single changed bit is refused.
 *
 * <p>Equal content gives equal bytes. Immutable but for the tensors' arrays.
 *
 * @param tensors by name, in the order of the file
 * @param metadata without the checksum
 * @param sha256 SHA-256 of the whole file, in hexadecimal: its identity
 */
public record SafeTensors(
    SequencedMap<String, Tensor> tensors, Map<String, String> metadata, String sha256) {

  public SafeTensors {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Reads a file.
   *
   * @throws CheckpointException if it is missing, damaged or something else
   */
  public static SafeTensors read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    } catch (IOException e) {
      throw new CheckpointException(file.toString(), "a readable safetensors file", e);
    }
  }

  /**
   * Reads a stream to its end, such as a resource of the class path.
   *
   * @param source what to call it in an error message
   * @throws CheckpointException if it is damaged or something else
   */
  public static SafeTensors read(String source, InputStream in) {
    try {
      return new SafeTensorsReader(source).read(in);
    } catch (IOException e) {
      throw new CheckpointException(source, "a readable safetensors file", e);
    }
  }

  /**
   * Writes a file, which appears whole or not at all.
   *
   * @param tensors by name; their order is kept
   * @param metadata written in alphabetical order
   * @return SHA-256 of the file, in hexadecimal
   * @throws CheckpointException if the file cannot be written, or a tensor holds a number that is
   *     not finite; an older file is then as it was
   */
  public static String write(
      Path file, SequencedMap<String, Tensor> tensors, Map<String, String> metadata) {
    byte[] bytes = new SafeTensorsWriter(file.toString()).encode(tensors, metadata);
    try {
      AtomicFile.write(file, bytes);
    } catch (IOException e) {
      throw new CheckpointException(file.toString(), "to write it", e);
    }
    return Sha256.hex(bytes);
  }
}
