package dev.qudiffuse.model.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {

  private static final Map<String, String> METADATA =
      Map.of("seed", "42", "a \"quoted\"\nkey ü \ud800", "\"checksum\":\"" + Checksum.BLANK + "\"");

  @TempDir private Path directory;

  private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
  private Path file;
  private String sha256;
  private byte[] bytes;

  @BeforeEach
  void write() throws IOException {
    tensors.put(
        "z.weight", new Tensor(List.of(2, 3), new float[] {1, -2, 3.5f, 0, -0f, Float.MIN_VALUE}));
    tensors.put("a.bias", new Tensor(List.of(1), new float[] {Float.MAX_VALUE}));
    tensors.put("scalar", new Tensor(List.of(), new float[] {7}));
    file = directory.resolve("model.safetensors");
    sha256 = SafeTensors.write(file, tensors, METADATA);
    bytes = Files.readAllBytes(file);
  }

  @Test
  void readsWhatItWrote() {
    SafeTensors read = SafeTensors.read(file);

    assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
    assertThat(read.tensors().values())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(tensors.values());
    assertThat(read.metadata()).isEqualTo(METADATA);
  }

  @Test
  void readsAStream() {
    SafeTensors read = SafeTensors.read("a resource", new ByteArrayInputStream(bytes));

    assertThat(read.sha256()).isEqualTo(sha256);
    assertThat(read.tensors()).hasSize(3);
  }

  @Test
  void theIdentityIsTheHashOfTheFile() throws Exception {
    String actual = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));

    assertThat(sha256).isEqualTo(actual);
    assertThat(SafeTensors.read(file).sha256()).isEqualTo(actual);
  }

  @Test
  void equalContentGivesEqualBytes() {
    Path other = directory.resolve("other");

    SafeTensors.write(other, tensors, new LinkedHashMap<>(METADATA));

    assertThat(other).hasBinaryContent(bytes);
  }

  @Test
  void theFormatIsThatOfSafetensors() throws IOException {
    Path small = directory.resolve("small");
    tensors.clear();
    tensors.put("w", new Tensor(List.of(2), new float[] {1, -2}));
    tensors.put("b", new Tensor(List.of(1, 1), new float[] {0.5f}));
    SafeTensors.write(small, tensors, Map.of("b", "2", "a", "1"));

    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(small)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) content.getLong()];
    content.get(header);

    String text = new String(header, UTF_8);
    assertThat(text.stripTrailing().replaceAll("[0-9a-f]{64}", "SEAL"))
        .isEqualTo(
            "{\"__metadata__\":{\"a\":\"1\",\"b\":\"2\",\"checksum\":\"SEAL\"},"
                + "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[8,12]}}");
    assertThat(header.length % 8).isZero();
    assertThat(content.getFloat()).isEqualTo(1);
    assertThat(content.getFloat()).isEqualTo(-2);
    assertThat(content.getFloat()).isEqualTo(0.5f);
    assertThat(content.hasRemaining()).isFalse();
  }

  @Test
  void everyTruncationIsNoticed() {
    for (int length = 0; length < bytes.length; length++) {
      assertRejected(Arrays.copyOf(bytes, length));
    }
  }

  @Test
  void everyFlippedBitIsNoticed() {
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertRejected(flipped);
    }
  }

  @Test
  void everyTwoExchangedNeighboursAreNoticed() {
    for (int i = 1; i < bytes.length; i++) {
      if (bytes[i] != bytes[i - 1]) {
        byte[] exchanged = bytes.clone();
        exchanged[i] = bytes[i - 1];
        exchanged[i - 1] = bytes[i];
        assertRejected(exchanged);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 100_000})
  void whateverFollowsIsNoticed(int extra) {
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> parse(Arrays.copyOf(bytes, bytes.length + extra)))
        .withMessage("source: expected 32 bytes of tensor data, found more behind them");
  }

  @Test
  void saysWhatIsMissing() {
    assertMessage(new byte[3], "expected 8 bytes of the header's length, found only 3");
    assertMessage(
        Arrays.copyOf(bytes, bytes.length - 1), "expected 32 bytes of tensor data, found only 31");
    assertMessage(
        Arrays.copyOf(bytes, 100),
        "expected %d bytes of the header, found only 92"
            .formatted(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong()));
  }

  @Test
  void namesAMissingFile() {
    Path missing = directory.resolve("missing");

    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> SafeTensors.read(missing))
        .withMessage(
            missing + ": expected a readable safetensors file, found no such file or directory");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> SafeTensors.read(directory))
        .withMessageContaining("Is a directory");
  }

  @Test
  void foreignFilesAreRejected() {
    assertRejected("<html><body>404 not found</body></html>".getBytes(UTF_8));
    assertRejected(new byte[1000]);
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      if (i % 2 == 0 && noise.length > 20) { // gets past the length
        ByteBuffer.wrap(noise).order(ByteOrder.LITTLE_ENDIAN).putLong(noise.length - 10);
      }
      assertRejected(noise);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, (1 << 24) + 1, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void lengthsThatNoHeaderHasAreRejected(long length) {
    byte[] content = bytes.clone();
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(length);

    assertMessage(
        content,
        "expected a safetensors header of 2 to 16777216 bytes, found a length of "
            + Long.toUnsignedString(length));
  }

  /** Headers of valid JSON that describe no file of ours; each with a checksum that looks right. */
  static Stream<String[]> wrongHeaders() {
    String entry = "'dtype':'F32','shape':[2],'data_offsets':[0,8]";
    return Stream.of(
        new String[] {"[]", "a JSON object as header, found []"},
        new String[] {"77", "a JSON object as header, found 77"},
        new String[] {"{'w':{" + entry + "}}", "'__metadata__' in the header, found none"},
        new String[] {"{'__metadata__':3}", "'__metadata__' in the header, found 3"},
        new String[] {"{'__metadata__':{}}", "in the metadata, found none"},
        new String[] {"{'__metadata__':{'checksum':'ab'}}", "in the metadata, found 'ab'"},
        new String[] {"{'__metadata__':{'a':1}}", "a string as metadata 'a', found 1"},
        new String[] {"{META}", "content with checksum 0000"},
        new String[] {"{META,'w':{" + entry + "}}", "content with checksum 0000"},
        new String[] {"{META}x", "a header in JSON"},
        new String[] {"{META,META}", "a header in JSON, found Duplicate"},
        new String[] {"{META,'w':{" + entry + "},'w':{" + entry + "}}", "a header in JSON"},
        new String[] {"{META,'w':{" + entry + "},'v':{" + entry + "}}", "data offsets [8,16]"},
        new String[] {"{META,'w':3}", "tensor 'w' described by"},
        new String[] {"{META,'w':{" + entry + ",'x':1}}", "tensor 'w' described by"},
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[2]}}",
          "tensor 'w' described by dtype, shape and data_offsets"
        },
        new String[] {
          "{META,'w':{'dtype':'F16','shape':[2],'data_offsets':[0,4]}}",
          "tensor 'w' of dtype F32, found \"F16\""
        },
        new String[] {
          "{META,'w':{'dtype':1,'shape':[2],'data_offsets':[0,8]}}", "of dtype F32, found 1"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}",
          "data offsets [0,12] for tensor 'w', found [0,8]"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}", "data offsets [0,8]"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}", "data offsets [0,8]"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}}", "data offsets [0,8]"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8.0]}}", "data offsets [0,8]"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[2],'data_offsets':[0,4294967304]}}",
          "data offsets [0,8]"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':2,'data_offsets':[0,8]}}", "an array as shape"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}", "extents of 1 to"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}}", "extents of 1 to"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}}", "extents of 1 to"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[1e99],'data_offsets':[0,8]}}", "extents of 1 to"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}}",
          "extents of 1 to"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[65536,65536,65536,65536],'data_offsets':[0,0]}}",
          "at most 1073741824 bytes of data"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[2147483647],'data_offsets':[0,8589934588]}}",
          "at most 1073741824 bytes of data"
        },
        new String[] {
          "{META,'w':{'dtype':'F32','shape':[268435456],'data_offsets':[0,1073741824]}}",
          "1073741824 bytes of tensor data, found only 8"
        },
        new String[] {"{META,'w':" + "[".repeat(10_000), "a header in JSON"});
  }

  @ParameterizedTest
  @MethodSource("wrongHeaders")
  void headersThatDescribeSomethingElseAreRejected(String header, String message) {
    String meta = "'__metadata__':{'checksum':'" + Checksum.BLANK + "'}";
    byte[] json = header.replace("META", meta).replace('\'', '"').getBytes(UTF_8);
    int data = header.equals("{META}") ? 0 : 8;
    byte[] content =
        ByteBuffer.allocate(8 + json.length + data)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .array();

    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> parse(content))
        .withMessageContaining(message);
  }

  @Test
  void theHeaderMustBeText() {
    byte[] content = bytes.clone();
    content[10] = (byte) 0xff;

    assertMessage(content, "expected a header in UTF-8, found other bytes");
  }

  /** Sealed correctly, as a program without our scruples would. */
  @ParameterizedTest
  @CsvSource({"NaN, NaN", "Infinity, Infinity", "-Infinity, -Infinity"})
  void numbersThatAreNotFiniteAreRejected(float value, String found) {
    byte[] data =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1).putFloat(value).array();
    String blank =
        ("{'__metadata__':{'checksum':'%s'},"
                + "'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}")
            .formatted(Checksum.BLANK)
            .replace('\'', '"');
    byte[] prefix =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(blank.length()).array();
    String sealed = Checksum.replace(blank, Checksum.BLANK, Checksum.compute(prefix, blank, data));
    byte[] content =
        ByteBuffer.allocate(16 + sealed.length())
            .put(prefix)
            .put(sealed.getBytes(UTF_8))
            .put(data)
            .array();

    assertMessage(content, "expected finite numbers, found " + found + " in tensor 'w' at index 1");
  }

  @Test
  void numbersThatAreNotFiniteAreNotWritten() {
    tensors.put("bad", new Tensor(List.of(1), new float[] {Float.NaN}));

    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> SafeTensors.write(file, tensors, METADATA))
        .withMessage(file + ": expected finite numbers to write, found NaN in tensor 'bad'");
    assertThat(file).hasBinaryContent(bytes);
  }

  @Test
  void reservedNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafeTensors.write(file, tensors, Map.of("checksum", "mine")))
        .withMessageContaining("'checksum'");
    tensors.put("__metadata__", new Tensor(List.of(), new float[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SafeTensors.write(file, tensors, METADATA))
        .withMessageContaining("__metadata__");
    assertThat(file).hasBinaryContent(bytes);
  }

  @Test
  void saysWhyItCannotWrite() {
    Path nowhere = directory.resolve("missing").resolve("model");

    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> SafeTensors.write(nowhere, tensors, METADATA))
        .withMessage(nowhere + ": expected to write it, found no such file or directory");
  }

  @Test
  void aMessageIsOneShortLineWhateverTheFileHolds() {
    String json = "{\"w\\n\\u2028" + "x".repeat(100_000) + "\":\"\\r\\n\"}";
    byte[] content =
        ByteBuffer.allocate(8 + json.length())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length())
            .put(json.getBytes(UTF_8))
            .array();
    CheckpointException exception =
        new CheckpointException("source", "one\nline", "x".repeat(100_000) + "\u2028\u0007");

    assertRejected(content);
    assertThat(exception.getMessage()).startsWith("source: expected one?line, found xxx");
    assertThat(exception.getMessage()).hasSizeLessThan(500);
    assertThat(exception.source()).isEqualTo("source");
    assertThat(exception.expected()).isEqualTo("one?line");
    assertThat(exception.found()).endsWith("...");
  }

  @Test
  void aTensorFillsItsShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tensor(List.of(2, 3), new float[5]))
        .withMessage("expected 6 values for shape [2, 3], got 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tensor(List.of(2, 0), new float[0]))
        .withMessage("expected extents of at least 1, got [2, 0]");
  }

  private static void assertRejected(byte[] content) {
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> parse(content))
        .withMessageStartingWith("source: expected ")
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(1000));
  }

  private static void assertMessage(byte[] content, String message) {
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> parse(content))
        .withMessage("source: " + message);
  }

  private static SafeTensors parse(byte[] content) {
    return SafeTensors.read("source", new ByteArrayInputStream(content));
  }
}
