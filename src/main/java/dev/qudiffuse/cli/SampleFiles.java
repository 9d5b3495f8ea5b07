package dev.qudiffuse.cli;

import dev.qudiffuse.data.DataHash;
import dev.qudiffuse.data.IdxWriter;
import dev.qudiffuse.data.Mnist;
import dev.qudiffuse.image.ContactSheet;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.image.PngEncoder;
import dev.qudiffuse.io.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes samples into files of MNIST's format as they come, image by image, and the first of them
 * onto a contact sheet. None of the files appears before the last image has come.
 */
final class SampleFiles {

  static final String IMAGES = "images-idx3-ubyte";
  static final String LABELS = "labels-idx1-ubyte";
  static final String SHEET = "contact-sheet.png";

  private static final int SIDE = Mnist.SIDE;
  private static final int SHEET_COLUMNS = 10;
  private static final int SHEET_ROWS = 10;

  private final DataHash hash;
  private final ByteArrayOutputStream labels = new ByteArrayOutputStream();
  private final List<GrayImage> onSheet = new ArrayList<>();

  /** Takes images one after the other. */
  @FunctionalInterface
  interface Sink {
    /** Takes the next image. */
    void accept(byte[] pixels, int label) throws IOException;
  }

  /** Where the images come from. */
  @FunctionalInterface
  interface Source {
    /** Hands over every image, in order. */
    void forEach(Sink sink) throws IOException;
  }

  private SampleFiles(int count) {
    hash = new DataHash(count, SIDE, SIDE);
  }

  /**
   * Writes the files into a folder that exists.
   *
   * @return the name of the images and labels, see {@link DataHash}
   * @throws dev.qudiffuse.data.DataException if a file cannot be written; an older one is then as
   *     it was
   */
  static String write(Path folder, int count, Source source) throws IOException {
    var files = new SampleFiles(count);
    IdxWriter.writeImages(
        folder.resolve(IMAGES),
        count,
        SIDE,
        SIDE,
        out -> source.forEach((pixels, label) -> files.add(pixels, label, out)));
    byte[] labels = files.labels.toByteArray();
    IdxWriter.writeLabels(folder.resolve(LABELS), labels);
    AtomicFile.write(
        folder.resolve(SHEET), PngEncoder.encode(ContactSheet.of(files.onSheet, SHEET_COLUMNS)));
    files.hash.add(labels);
    return files.hash.hex();
  }

  private void add(byte[] pixels, int label, OutputStream images) throws IOException {
    images.write(pixels);
    hash.add(pixels);
    labels.write(label);
    if (onSheet.size() < SHEET_COLUMNS * SHEET_ROWS) {
      onSheet.add(new GrayImage(SIDE, SIDE, pixels));
    }
  }
}
