package dev.qudiffuse.model.checkpoint;

import java.util.List;
import java.util.Map;

/**
 * A safetensors header whose tensors lie one after the other.
 *
 * @param entries in the order of their data
 * @param metadata without the checksum
 * @param checksum 64 hexadecimal digits, as the file claims them
 * @param dataSize number of bytes of all tensors
 */
record Header(List<Entry> entries, Map<String, String> metadata, String checksum, int dataSize) {

  /**
   * One tensor.
   *
   * @param begin where its bytes begin in the data
   */
  record Entry(String name, List<Integer> shape, int begin, int byteSize) {}
}
