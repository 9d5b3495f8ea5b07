package dev.qudiffuse.model.checkpoint;

import dev.qudiffuse.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Decodes the bytes of a safetensors file, believing nothing before it is checked. */
final class SafeTensorsReader {

  private final String source;

  SafeTensorsReader(String source) {
    this.source = source;
  }

  SafeTensors read(InputStream in) throws IOException {
    byte[] prefix = readPart(in, Format.PREFIX_SIZE, "the header's length");
    byte[] headerBytes = readPart(in, headerSize(prefix), "the header");
    String headerText = decode(headerBytes);
    Header header = new HeaderParser(source).parse(headerText);
    byte[] data = readPart(in, header.dataSize(), "tensor data");
    if (in.read() >= 0) {
      throw new CheckpointException(
          source, header.dataSize() + " bytes of tensor data", "more behind them");
    }
    verify(prefix, headerText, header.checksum(), data);
    return new SafeTensors(
        tensors(header.entries(), data), header.metadata(), Sha256.hex(prefix, headerBytes, data));
  }

  /** Allocates no more than is really there. */
  private byte[] readPart(InputStream in, int size, String what) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new CheckpointException(
          source, "%d bytes of %s".formatted(size, what), "only " + bytes.length);
    }
    return bytes;
  }

  private int headerSize(byte[] prefix) {
    long size = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (size < 2 || size > Format.MAX_HEADER_SIZE) {
      throw new CheckpointException(
          source,
          "a safetensors header of 2 to %d bytes".formatted(Format.MAX_HEADER_SIZE),
          "a length of " + Long.toUnsignedString(size));
    }
    return (int) size;
  }

  private String decode(byte[] header) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw new CheckpointException(source, "a header in UTF-8", "other bytes");
    }
  }

  private void verify(byte[] prefix, String header, String checksum, byte[] data) {
    String blank = Checksum.replace(header, checksum, Checksum.BLANK);
    String actual = Checksum.compute(prefix, blank, data);
    if (!actual.equals(checksum)) {
      throw new CheckpointException(source, "content with checksum " + checksum, actual);
    }
  }

  private SequencedMap<String, Tensor> tensors(List<Header.Entry> entries, byte[] data) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    for (Header.Entry entry : entries) {
      tensors.put(entry.name(), new Tensor(entry.shape(), values(entry, data)));
    }
    return tensors;
  }

  private float[] values(Header.Entry entry, byte[] data) {
    float[] values = new float[entry.byteSize() / Float.BYTES];
    ByteBuffer.wrap(data, entry.begin(), entry.byteSize())
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new CheckpointException(
            source,
            "finite numbers",
            "%s in tensor '%s' at index %d".formatted(values[i], entry.name(), i));
      }
    }
    return values;
  }
}
