package dev.qudiffuse.data;

import dev.qudiffuse.io.AtomicFile;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Writes IDX files of unsigned bytes, uncompressed. A file appears whole or not at all. */
public final class IdxWriter {

  private IdxWriter() {}

  /**
   * Writes a file of images.
   *
   * @throws DataException if it cannot be written; an older file is then as it was
   */
  public static void writeImages(Path file, IdxImages images) {
    write(file, Idx.IMAGES, images.pixels(), images.count(), images.rows(), images.columns());
  }

  /**
   * Writes a file of labels.
   *
   * @param labels one unsigned byte for every image
   * @throws DataException if it cannot be written; an older file is then as it was
   */
  public static void writeLabels(Path file, byte[] labels) {
    write(file, Idx.LABELS, labels, labels.length);
  }

  private static void write(Path file, Idx kind, byte[] elements, int... dimensions) {
    try {
      AtomicFile.write(
          file,
          out -> {
            DataOutputStream data = new DataOutputStream(out);
            data.writeInt(kind.magic());
            for (int dimension : dimensions) {
              data.writeInt(dimension);
            }
            data.write(elements);
            data.flush();
          });
    } catch (IOException e) {
      throw new DataException(file, "to write it", e);
    }
  }
}
