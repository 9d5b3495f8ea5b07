package dev.qudiffuse.image;

import static dev.qudiffuse.image.TestImages.chunk;
import static dev.qudiffuse.image.TestImages.end;
import static dev.qudiffuse.image.TestImages.header;
import static dev.qudiffuse.image.TestImages.pixels;
import static dev.qudiffuse.image.TestImages.png;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngInfoTest {

  private static PngInfo read(byte[] file) throws IOException {
    return PngInfo.read(new ByteArrayInputStream(file));
  }

  private static void assertRefused(String message, byte[] file) {
    assertThatExceptionOfType(ImageFormatException.class)
        .isThrownBy(() -> read(file))
        .withMessage(message);
  }

  private static byte[] with(byte[]... texts) {
    byte[][] chunks = new byte[texts.length + 3][];
    chunks[0] = header(28, 56);
    System.arraycopy(texts, 0, chunks, 1, texts.length);
    chunks[texts.length + 1] = pixels();
    chunks[texts.length + 2] = end();
    return png(chunks);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] deflated(String head, byte[] text) throws IOException {
    var data = new ByteArrayOutputStream();
    data.writeBytes(latin1(head));
    try (var deflater = new DeflaterOutputStream(data)) {
      deflater.write(text);
    }
    return data.toByteArray();
  }

  /** The pixels of this file cannot be unpacked. */
  @Test
  void readsEveryKindOfTextAndNoPixel() throws IOException {
    byte[] file =
        with(
            chunk("gAMA", new byte[4]),
            chunk("tEXt", latin1("Plain\0Größe")),
            chunk("zTXt", deflated("Packed\0\0", latin1("¼".repeat(1000)))),
            chunk("iTXt", "Any\0\0\0de-DE\0Übersetzt\0ψ 𝛙".getBytes(UTF_8)),
            chunk("iTXt", deflated("Any packed\0\1\0\0\0", "⟩".repeat(1000).getBytes(UTF_8))));

    PngInfo info = read(file);

    assertThat(info.width()).isEqualTo(28);
    assertThat(info.height()).isEqualTo(56);
    assertThat(info.text())
        .containsExactly(
            entry("Plain", "Größe"),
            entry("Packed", "¼".repeat(1000)),
            entry("Any", "ψ 𝛙"),
            entry("Any packed", "⟩".repeat(1000)));
  }

  @Test
  void joinsTheValuesOfARepeatedKeyword() throws IOException {
    byte[] file =
        with(
            chunk("tEXt", latin1("Author\0Ada")),
            chunk("tEXt", latin1("Title\0Notes")),
            chunk("tEXt", latin1("Author\0Luigi")));

    assertThat(read(file).text())
        .containsExactly(entry("Author", "Ada\nLuigi"), entry("Title", "Notes"));
  }

  @Test
  void textMayFollowThePixels() throws IOException {
    byte[] file = png(header(1, 1), pixels(), chunk("tEXt", latin1("Late\0text")), end());

    assertThat(read(file).text()).containsExactly(entry("Late", "text"));
  }

  @Test
  void refusesWhatIsNoPng() {
    String expected = "expected a PNG file, which begins with 89 50 4e 47 0d 0a 1a 0a, found ";
    assertRefused(expected + "an empty one", new byte[0]);
    assertRefused(expected + "47 49 46 38 39 61", latin1("GIF89a"));
    assertRefused(expected + "89 50 4e 47", HexFormat.of().parseHex("89504e47"));
  }

  /** Line ends "corrected" by a transfer as text. */
  @Test
  void refusesWhatWasTransferredAsText() {
    byte[] file = HexFormat.of().parseHex("89504e470a1a0a0000000d");
    assertRefused(
        "expected a PNG file, which begins with 89 50 4e 47 0d 0a 1a 0a,"
            + " found 89 50 4e 47 0a 1a 0a 00",
        file);
  }

  @Test
  void refusesEveryTruncation() {
    byte[] file = with(chunk("tEXt", latin1("Key\0value")));
    for (int length = 0; length < file.length; length++) {
      byte[] part = Arrays.copyOf(file, length);
      assertThatExceptionOfType(ImageFormatException.class)
          .as("%d bytes", length)
          .isThrownBy(() -> read(part));
    }
    assertRefused(
        "expected the head of a chunk of 8 bytes at byte 33, found 0 bytes until the file's end",
        png(header(1, 1)));
    assertRefused(
        "expected a chunk tEXt of 17 bytes at byte 33, found 10 bytes until the file's end",
        Arrays.copyOf(file, 33 + 14));
  }

  @Test
  void refusesADamagedChunk() {
    byte[] file = png(header(28, 28), pixels(), end());
    file[19] = 99; // the width
    int stated = ByteBuffer.wrap(header(28, 28)).getInt(21);
    int right = ByteBuffer.wrap(header(99, 28)).getInt(21);
    assertRefused(
        "expected a checksum 0x%08x of the chunk IHDR at byte 8, found 0x%08x"
            .formatted(right, stated),
        file);
    assertRefused(
        "expected a chunk's type of four letters at byte 37, found 0x74455831",
        with(chunk("tEX1", new byte[0])));
    byte[] endless = with();
    endless[33] = (byte) 0x80;
    assertRefused(
        "expected a chunk IDAT of 2,147,483,659 bytes at byte 33,"
            + " found 23 bytes until the file's end",
        endless);
  }

  @Test
  void refusesAnotherOrderOfChunks() {
    assertRefused("expected a first chunk IHDR of 13 bytes, found IDAT of 3", png(pixels()));
    assertRefused(
        "expected a first chunk IHDR of 13 bytes, found IHDR of 12",
        png(chunk("IHDR", new byte[12])));
    assertRefused("expected pixels in chunks IDAT, found none", png(header(1, 1), end()));
    assertRefused(
        "expected the file's end after the chunk IEND, found 15 more bytes",
        png(header(1, 1), pixels(), end(), pixels()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, width, 0",
    "1, 0, height, 0",
    "16385, 1, width, 16385",
    "1, -1, height, 4294967295"
  })
  void refusesASizeBeyondTheLimits(int width, int height, String side, String found) {
    assertRefused(
        "expected a %s from 1 to 16,384, found %s".formatted(side, found),
        png(header(width, height), pixels(), end()));
  }

  @Test
  void acceptsTheLargestSize() throws IOException {
    PngInfo info = read(png(header(PngInfo.MAX_SIDE, PngInfo.MAX_SIDE), pixels(), end()));

    assertThat(info.width()).isEqualTo(16_384);
    assertThat(info.height()).isEqualTo(16_384);
  }

  @Test
  void refusesALongFileWithoutReadingAllOfIt() throws IOException {
    byte[] longest =
        png(header(1, 1), chunk("IDAT", new byte[PngInfo.MAX_BYTES - 8 - 25 - 12 - 12]), end());
    assertThat(longest).hasSize(PngInfo.MAX_BYTES);
    assertThat(read(longest).text()).isEmpty();

    try (var endless = new Endless()) {
      assertThatExceptionOfType(ImageFormatException.class)
          .isThrownBy(() -> PngInfo.read(endless))
          .withMessage("expected at most 4,194,304 bytes, found more");
      assertThat(endless.given).isEqualTo(PngInfo.MAX_BYTES + 1L);
    }
  }

  private static final class Endless extends InputStream {
    private long given;

    @Override
    public int read() {
      given++;
      return 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      given += length;
      return length;
    }
  }

  @Test
  void refusesTooManyTexts() throws IOException {
    byte[][] texts = new byte[PngText.MAX_ENTRIES][];
    Arrays.setAll(texts, i -> chunk("tEXt", latin1("Key " + i + "\0value")));
    assertThat(read(with(texts)).text()).hasSize(PngText.MAX_ENTRIES);

    byte[][] more = Arrays.copyOf(texts, texts.length + 1);
    more[texts.length] = chunk("tEXt", latin1("Key\0value"));
    assertRefused("expected at most 64 texts, found more", with(more));
  }

  @Test
  void refusesTooMuchText() throws IOException {
    byte[] half = chunk("tEXt", latin1("a\0" + "x".repeat(PngText.MAX_LENGTH / 2 - 1)));
    assertThat(read(with(half, half)).text().get("a")).hasSize(PngText.MAX_LENGTH - 1);

    assertRefused(
        "expected texts of at most 65,536 characters together, found more",
        with(half, half, chunk("tEXt", latin1("b\0"))));
  }

  /** A few kilobytes that would become 64 megabytes again. */
  @ParameterizedTest
  @CsvSource({"zTXt, 'Bomb\0\0'", "iTXt, 'Bomb\0\1\0\0\0'"})
  void refusesABomb(String type, String head) throws IOException {
    var data = new ByteArrayOutputStream();
    data.writeBytes(latin1(head));
    try (var deflater = new DeflaterOutputStream(data)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        deflater.write(zeros);
      }
    }
    byte[] file = with(chunk(type, data.toByteArray()));

    long before = allocated();
    assertRefused("expected texts of at most 65,536 characters together, found more", file);
    assertThat(allocated() - before).isLessThan(4L << 20);
  }

  private static long allocated() {
    var threads = (ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }

  @ParameterizedTest
  @CsvSource({
    "tEXt, 'no zero', 'a 0 that ends a text''s keyword, found none'",
    "tEXt, '\0value', 'a text''s keyword of 1 to 79 characters, found 0'",
    "zTXt, 'Key\0', 'a text''s compression method, found the end of its chunk'",
    "zTXt, 'Key\0\1x', 'a text''s compression method 0, found 1'",
    "zTXt, 'Key\0\0xyz', 'a text deflated by zlib, found one that cannot be inflated'",
    "zTXt, 'Key\0\0', 'a text deflated by zlib, found one that cannot be inflated'",
    "iTXt, 'Key\0\2\0\0\0x', 'a text''s compression flag 0 or 1, found 2'",
    "iTXt, 'Key\0\0\0x', 'a 0 that ends a text''s language, found none'",
    "iTXt, 'Key\0\0\0\0x', 'a 0 that ends a text''s translated keyword, found none'",
    "iTXt, 'Key\0\0\0\0\0\u00ff', 'a text in UTF-8, found other bytes'"
  })
  void refusesDamagedText(String type, String data, String message) {
    assertRefused("expected " + message, with(chunk(type, latin1(data))));
  }

  /** Whatever is done to a file, it is read or refused, and nothing else happens. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  @Timeout(60)
  void anyDamageIsAnsweredOrRefused(long seed) throws IOException {
    var text = new LinkedHashMap<String, String>();
    text.put("Seed", "7");
    text.put("State", "ψ");
    byte[] encoded = PngEncoder.encode(TestImages.noise(9, 9, seed), text);
    byte[] packed =
        with(
            chunk("zTXt", deflated("Packed\0\0", latin1("some text"))),
            chunk("iTXt", deflated("Any\0\1\0en\0Any\0", latin1("some text"))));
    var random = new Random(seed);
    int refused = 0;
    int trials = 3000;
    for (int i = 0; i < trials; i++) {
      byte[] damaged = damage(random.nextBoolean() ? encoded : packed, random);
      try {
        assertThat(read(damaged).width()).isPositive();
      } catch (ImageFormatException e) {
        assertThat(e).hasMessageStartingWith("expected ").hasMessageContaining(", found ");
        refused++;
      }
    }
    assertThat(refused).isBetween(trials / 10, trials - trials / 10);
  }

  /** Every other time the checksums are put right, so that damage is met behind them, too. */
  private static byte[] damage(byte[] file, Random random) {
    byte[] damaged = file.clone();
    switch (random.nextInt(4)) {
      case 0 -> damaged = Arrays.copyOf(damaged, random.nextInt(2 * damaged.length));
      case 1 -> {
        int from = random.nextInt(damaged.length);
        int to = random.nextInt(damaged.length);
        int length = random.nextInt(damaged.length - Math.max(from, to));
        System.arraycopy(file, from, damaged, to, length);
      }
      default -> {
        for (int k = random.nextInt(4); k >= 0; k--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
      }
    }
    return random.nextBoolean() ? damaged : TestImages.withChecksums(damaged);
  }
}
