package dev.qudiffuse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;

class PngEncoderTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "28, 28", "3, 50", "131, 7", "300, 300"})
  void aReaderFindsEveryPixel(int width, int height) throws IOException {
    GrayImage image = TestImages.noise(width, height, width);

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(PngEncoder.encode(image)));

    assertThat(read.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    assertThat(read.getWidth()).isEqualTo(width);
    byte[] raster = new byte[width * height];
    read.getRaster().getDataElements(0, 0, width, height, raster);
    assertThat(raster).isEqualTo(image.pixels());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 255})
  void aBlankImageIsSmall(int shade) {
    byte[] pixels = new byte[280 * 280];
    Arrays.fill(pixels, (byte) shade);

    assertThat(PngEncoder.encode(new GrayImage(280, 280, pixels))).hasSizeLessThan(1000);
  }

  @Test
  void thereIsNothingInTheFileButImageAndText() {
    byte[] file = PngEncoder.encode(TestImages.noise(28, 28, 1), text("a", "1", "b", "2"));

    assertThat(chunks(file)).containsExactly("IHDR", "tEXt", "tEXt", "IDAT", "IEND");
    assertThat(file[24]).as("bits a pixel").isEqualTo((byte) 8);
    assertThat(file[25]).as("grayscale").isZero();
  }

  /** Many at once, since a writer of Image I/O is not to be shared. */
  @Test
  void equalImagesWithEqualTextGiveEqualFiles() {
    SequencedMap<String, String> text = text("Seed", "7", "Digit", "3");
    byte[] alone = PngEncoder.encode(TestImages.noise(56, 56, 1), text);

    List<byte[]> files =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> PngEncoder.encode(TestImages.noise(56, 56, 1), text))
            .toList();

    assertThat(files).allSatisfy(file -> assertThat(file).isEqualTo(alone));
    assertThat(PngEncoder.encode(TestImages.noise(56, 56, 1), text("Digit", "3", "Seed", "7")))
        .as("another order of the text")
        .isNotEqualTo(alone);
  }

  /** Image I/O's reader is the second opinion. */
  @Test
  void plainTextIsLatin1() throws IOException {
    SequencedMap<String, String> text =
        text("Software", "QuDiffuse", "X Y", "", "Größe", "28 × 28\n¼ inch");
    byte[] file = PngEncoder.encode(TestImages.noise(28, 28, 1), text);

    assertThat(chunks(file)).containsExactly("IHDR", "tEXt", "tEXt", "tEXt", "IDAT", "IEND");
    assertThat(readBack(file)).containsExactlyEntriesOf(text);
    assertThat(readByImageIo(file)).containsExactlyEntriesOf(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"|0⟩ + |1⟩", "a 𝛙 beyond 16 bits", "tab\tand\rreturn", "€"})
  void otherTextIsUtf8(String value) throws IOException {
    SequencedMap<String, String> text = text("First", "plain", "State", value, "Last", "");
    byte[] file = PngEncoder.encode(TestImages.noise(28, 28, 1), text);

    assertThat(chunks(file)).containsExactly("IHDR", "iTXt", "iTXt", "iTXt", "IDAT", "IEND");
    assertThat(readBack(file)).containsExactlyEntriesOf(text);
    assertThat(ImageIO.read(new ByteArrayInputStream(file))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a  b", "a\nb", "ψ", "a\0", "\u00a0"})
  void refusesAKeywordThatPngDoesNotKnow(String keyword) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PngEncoder.encode(TestImages.noise(1, 1, 1), text(keyword, "value")))
        .withMessageStartingWith("expected a keyword of 1 to 79 characters of Latin-1");
  }

  @Test
  void aKeywordHasAtMost79Characters() throws IOException {
    SequencedMap<String, String> longest = text("k".repeat(79), "value");
    assertThat(readBack(PngEncoder.encode(TestImages.noise(1, 1, 1), longest))).isEqualTo(longest);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PngEncoder.encode(TestImages.noise(1, 1, 1), text("k".repeat(80), "value")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\0b", "\ud800"})
  void refusesAValueThatPngDoesNotKnow(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PngEncoder.encode(TestImages.noise(1, 1, 1), text("Key", value)))
        .withMessageStartingWith("Key: expected Unicode text without the character 0");
  }

  private static SequencedMap<String, String> text(String... keywordsAndValues) {
    var text = new LinkedHashMap<String, String>();
    for (int i = 0; i < keywordsAndValues.length; i += 2) {
      text.put(keywordsAndValues[i], keywordsAndValues[i + 1]);
    }
    return text;
  }

  private static Map<String, String> readBack(byte[] file) throws IOException {
    return PngInfo.read(new ByteArrayInputStream(file)).text();
  }

  private static Map<String, String> readByImageIo(byte[] file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in);
      var root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
      NodeList entries = root.getElementsByTagName("tEXtEntry");
      var text = new LinkedHashMap<String, String>();
      for (int i = 0; i < entries.getLength(); i++) {
        var entry = (IIOMetadataNode) entries.item(i);
        text.put(entry.getAttribute("keyword"), entry.getAttribute("value"));
      }
      return text;
    } finally {
      reader.dispose();
    }
  }

  private static List<String> chunks(byte[] file) {
    var chunks = new PngChunks(file);
    var types = new ArrayList<String>();
    do {
      types.add(chunks.next().type());
    } while (!types.getLast().equals("IEND"));
    return types;
  }
}
