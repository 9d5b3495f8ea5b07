package dev.qudiffuse.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/**
 * Writes animated GIF files (GIF89a) with a palette of all 256 shades of gray, so no pixel changes.
 * Equal frames give equal files.
 */
public final class AnimatedGif {

  private static final String METADATA = "javax_imageio_gif_image_1.0";

  /** A repetition count of 0, which is without end: block 1, then 16 bits, low byte first. */
  private static final byte[] WITHOUT_END = {1, 0, 0};

  private AnimatedGif() {}

  /** What comes after the last frame. */
  public enum Loop {
    /** The first. */
    FOREVER,
    /** Nothing: the last frame stays. */
    ONCE
  }

  /**
   * One image and how long it is shown.
   *
   * @param image all frames of a file have one size, at most 65,535 a side
   * @param delayMillis {@value #MIN_DELAY} to {@value #MAX_DELAY}; the file rounds it to hundredths
   *     of a second
   */
  public record Frame(GrayImage image, int delayMillis) {

    /** Browsers take less for a mistake and wait a tenth of a second instead. */
    public static final int MIN_DELAY = 20;

    /** What 16 bits of hundredths hold. */
    public static final int MAX_DELAY = 655_350;

    private static final int MAX_SIDE = 65_535;

    /** Checks every part. */
    public Frame {
      if (delayMillis < MIN_DELAY || delayMillis > MAX_DELAY) {
        throw new IllegalArgumentException(
            "expected a delay from %d to %d ms, got %d"
                .formatted(MIN_DELAY, MAX_DELAY, delayMillis));
      }
      if (Math.max(image.width(), image.height()) > MAX_SIDE) {
        throw new IllegalArgumentException(
            "expected sides of at most %d pixels, got %d x %d"
                .formatted(MAX_SIDE, image.width(), image.height()));
      }
    }
  }

  /**
   * The file of some frames.
   *
   * @param comment text for who looks into the file, in ASCII; none if empty
   * @throws IllegalArgumentException if there is no frame, their sizes differ, or the comment is
   *     not ASCII
   */
  public static byte[] encode(List<Frame> frames, Loop loop, String comment) {
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("expected at least one frame, got none");
    }
    frames.forEach(frame -> frame.image().requireSizeOf(frames.getFirst().image()));
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(comment)) {
      throw new IllegalArgumentException(
          "expected a comment in ASCII, got \"%s\"".formatted(comment));
    }
    return ImageIoFile.of("gif", writer -> write(frames, loop, comment, writer));
  }

  private static void write(List<Frame> frames, Loop loop, String comment, ImageWriter writer)
      throws IOException {
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setProgressiveMode(ImageWriteParam.MODE_DISABLED); // rows in order pack better
    writer.prepareWriteSequence(null);
    for (int i = 0; i < frames.size(); i++) {
      IIOMetadataNode root = new IIOMetadataNode(METADATA);
      root.appendChild(control(frames.get(i)));
      if (i == 0 && loop == Loop.FOREVER) {
        root.appendChild(loopForever());
      }
      if (i == 0 && !comment.isEmpty()) {
        IIOMetadataNode comments = new IIOMetadataNode("CommentExtensions");
        comments.appendChild(ImageIoFile.node("CommentExtension", Map.of("value", comment)));
        root.appendChild(comments);
      }
      var image = ImageIoFile.bufferedImage(frames.get(i).image());
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), parameters);
      metadata.mergeTree(METADATA, root);
      writer.writeToSequence(new IIOImage(image, null, metadata), parameters);
    }
    writer.endWriteSequence();
  }

  private static IIOMetadataNode control(Frame frame) {
    return ImageIoFile.node(
        "GraphicControlExtension",
        Map.of(
            "disposalMethod",
            "doNotDispose",
            "userInputFlag",
            "FALSE",
            "transparentColorFlag",
            "FALSE",
            "transparentColorIndex",
            "0",
            "delayTime",
            Long.toString(Math.round(frame.delayMillis() / 10.0))));
  }

  /** Netscape's extension, which all browsers know; without it an animation is shown once. */
  private static IIOMetadataNode loopForever() {
    IIOMetadataNode extension =
        ImageIoFile.node(
            "ApplicationExtension",
            Map.of("applicationID", "NETSCAPE", "authenticationCode", "2.0"));
    extension.setUserObject(WITHOUT_END.clone());
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    extensions.appendChild(extension);
    return extensions;
  }
}
