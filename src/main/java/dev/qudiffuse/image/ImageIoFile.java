package dev.qudiffuse.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * What the files of the JDK's Image I/O have in common. They are made in memory, not in its cache
 * on the disk.
 */
final class ImageIoFile {

  /**
   * The 256 shades of gray, black first. A palette and not Java's own gray: that is a linear one,
   * for which Java2D loads its colour management.
   */
  private static final IndexColorModel SHADES = shades();

  private ImageIoFile() {}

  private static IndexColorModel shades() {
    byte[] ramp = new byte[256];
    IntStream.range(0, ramp.length).forEach(shade -> ramp[shade] = (byte) shade);
    return new IndexColorModel(8, ramp.length, ramp, ramp, ramp);
  }

  /** Writes with a writer whose output is set. */
  @FunctionalInterface
  interface Content {
    /** Writes everything. */
    void writeWith(ImageWriter writer) throws IOException;
  }

  /** A file of the given format, such as {@code png}; every call has a writer of its own. */
  static byte[] of(String format, Content content) {
    var file = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      content.writeWith(writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory is always writable
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /** The image as Java2D knows images; the pixels are shared. */
  static BufferedImage bufferedImage(GrayImage image) {
    var pixels = new DataBufferByte(image.pixels(), image.pixels().length);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            pixels, image.width(), image.height(), image.width(), 1, new int[] {0}, null);
    return new BufferedImage(SHADES, raster, false, null);
  }

  /** A node of Image I/O's metadata. */
  static IIOMetadataNode node(String name, Map<String, String> attributes) {
    var node = new IIOMetadataNode(name);
    attributes.forEach(node::setAttribute);
    return node;
  }
}
