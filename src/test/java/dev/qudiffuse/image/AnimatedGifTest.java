package dev.qudiffuse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.image.AnimatedGif.Frame;
import dev.qudiffuse.image.AnimatedGif.Loop;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnimatedGifTest {

  /** Noise and one image in which every shade stands beside every other. */
  private static final List<Frame> FRAMES =
      List.of(
          new Frame(TestImages.noise(300, 200, 1), 20),
          new Frame(TestImages.noise(300, 200, 2), 70),
          new Frame(shades(300, 200), 84),
          new Frame(new GrayImage(300, 200, new byte[300 * 200]), 2000));

  private static GrayImage shades(int width, int height) {
    byte[] pixels = new byte[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % width * (i / width));
    }
    return new GrayImage(width, height, pixels);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "28, 28", "300, 200"})
  void aReaderFindsEveryPixelOfEveryFrame(int width, int height) throws IOException {
    List<Frame> frames =
        IntStream.range(0, 21)
            .mapToObj(i -> new Frame(TestImages.noise(width, height, i), 50))
            .toList();

    List<Read> read = read(AnimatedGif.encode(frames, Loop.FOREVER, ""));

    assertThat(read).hasSameSizeAs(frames);
    for (int i = 0; i < frames.size(); i++) {
      assertThat(read.get(i).image().getWidth()).isEqualTo(width);
      assertThat(gray(read.get(i).image()))
          .as("frame " + i)
          .isEqualTo(frames.get(i).image().pixels());
    }
  }

  @Test
  void keepsShadesAndDelays() throws IOException {
    List<Read> read = read(AnimatedGif.encode(FRAMES, Loop.FOREVER, ""));

    for (int i = 0; i < FRAMES.size(); i++) {
      assertThat(gray(read.get(i).image())).isEqualTo(FRAMES.get(i).image().pixels());
    }
    assertThat(read.stream().map(frame -> frame.attribute("GraphicControlExtension", "delayTime")))
        .as("in hundredths of a second")
        .containsExactly("2", "7", "8", "200");
  }

  @Test
  void goesOnForeverOrIsShownOnce() throws IOException {
    IIOMetadataNode forever = read(AnimatedGif.encode(FRAMES, Loop.FOREVER, "")).getFirst().node();
    IIOMetadataNode once = read(AnimatedGif.encode(FRAMES, Loop.ONCE, "")).getFirst().node();

    assertThat(once.getElementsByTagName("ApplicationExtension").getLength()).isZero();
    IIOMetadataNode extension =
        (IIOMetadataNode) forever.getElementsByTagName("ApplicationExtension").item(0);
    assertThat(extension.getAttribute("applicationID")).isEqualTo("NETSCAPE");
    assertThat(extension.getAttribute("authenticationCode")).isEqualTo("2.0");
    assertThat((byte[]) extension.getUserObject()).containsExactly(1, 0, 0);
  }

  @Test
  void hasOnePaletteAndNoTime() {
    byte[] one = AnimatedGif.encode(FRAMES.subList(3, 4), Loop.ONCE, "");
    byte[] two = AnimatedGif.encode(List.of(FRAMES.get(3), FRAMES.get(3)), Loop.ONCE, "");

    assertThat(new String(one, 0, 6, StandardCharsets.US_ASCII)).isEqualTo("GIF89a");
    assertThat(two.length - one.length).as("a second blank frame").isLessThan(3 * 256);
    assertThat(AnimatedGif.encode(FRAMES, Loop.FOREVER, "a"))
        .isEqualTo(AnimatedGif.encode(FRAMES, Loop.FOREVER, "a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 1000})
  void carriesAComment(int length) throws IOException {
    String comment = "digit=3 ".repeat(125).substring(0, length);
    List<Read> read = read(AnimatedGif.encode(FRAMES, Loop.FOREVER, comment));

    assertThat(read.getFirst().attribute("CommentExtension", "value")).isEqualTo(comment);
    assertThat(read.get(1).node().getElementsByTagName("CommentExtension").getLength()).isZero();
  }

  @Test
  void saysWhatItCannotWrite() {
    GrayImage image = TestImages.noise(2, 3, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnimatedGif.encode(List.of(), Loop.ONCE, ""))
        .withMessage("expected at least one frame, got none");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                AnimatedGif.encode(
                    List.of(new Frame(image, 20), new Frame(TestImages.noise(3, 2, 1), 20)),
                    Loop.ONCE,
                    ""))
        .withMessage("expected images of one size, got 2 x 3 and 3 x 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnimatedGif.encode(List.of(new Frame(image, 20)), Loop.ONCE, "ψ"))
        .withMessage("expected a comment in ASCII, got \"ψ\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Frame(image, 19))
        .withMessage("expected a delay from 20 to 655350 ms, got 19");
    assertThatIllegalArgumentException().isThrownBy(() -> new Frame(image, 655_351));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Frame(TestImages.noise(65_536, 1, 1), 20))
        .withMessage("expected sides of at most 65535 pixels, got 65536 x 1");
  }

  /** Readers forgive a missing trailer, and interlaced rows are only larger: neither is meant. */
  @Test
  void hasRowsInOrderAndEndsWithItsTrailer() throws IOException {
    byte[] file = AnimatedGif.encode(FRAMES, Loop.FOREVER, "");

    assertThat(file[file.length - 1]).isEqualTo((byte) ';');
    assertThat(read(file))
        .allSatisfy(
            frame ->
                assertThat(frame.attribute("ImageDescriptor", "interlaceFlag")).isEqualTo("FALSE"));
  }

  @Test
  void writesTheLongestDelayAndTheLongestSide() throws IOException {
    GrayImage line = TestImages.noise(65_535, 1, 1);

    Read read =
        read(AnimatedGif.encode(List.of(new Frame(line, 655_350)), Loop.ONCE, "")).getFirst();

    assertThat(read.attribute("GraphicControlExtension", "delayTime")).isEqualTo("65535");
    assertThat(gray(read.image())).isEqualTo(line.pixels());
  }

  private record Read(BufferedImage image, IIOMetadataNode node) {
    String attribute(String element, String name) {
      return ((IIOMetadataNode) node.getElementsByTagName(element).item(0)).getAttribute(name);
    }
  }

  private static List<Read> read(byte[] file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in);
      List<Read> frames = new ArrayList<>();
      for (int i = 0; i < reader.getNumImages(true); i++) {
        frames.add(
            new Read(
                reader.read(i),
                (IIOMetadataNode)
                    reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0")));
      }
      return frames;
    } finally {
      reader.dispose();
    }
  }

  /** The gray of each pixel as it would be shown, of which red, green and blue agree. */
  private static byte[] gray(BufferedImage image) {
    int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    byte[] gray = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      gray[i] = (byte) rgb[i];
    }
    assertThat(rgb)
        .isEqualTo(
            IntStream.range(0, rgb.length)
                .map(i -> 0xFF000000 | (gray[i] & 0xFF) * 0x010101)
                .toArray());
    return gray;
  }
}
