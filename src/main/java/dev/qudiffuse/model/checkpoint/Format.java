package dev.qudiffuse.model.checkpoint;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What reader and writer of safetensors agree on. */
final class Format {

  static final String METADATA = "__metadata__";
  static final String DTYPE = "dtype";
  static final String F32 = "F32";
  static final String SHAPE = "shape";
  static final String DATA_OFFSETS = "data_offsets";

  /** Bytes before the header: its length. */
  static final int PREFIX_SIZE = Long.BYTES;

  /** The header is padded with spaces to a multiple of this, so that the data is aligned. */
  static final int ALIGNMENT = 8;

  /**
   * Far above any header of ours; the first eight bytes of a foreign file are nearly always above
   * it.
   */
  static final int MAX_HEADER_SIZE = 1 << 24;

  /** A quarter of a billion parameters. */
  static final int MAX_DATA_SIZE = 1 << 30;

  /**
   * Header in ASCII, so that its length in characters is its length in bytes; nothing doubtful when
   * reading.
   */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Format() {}
}
