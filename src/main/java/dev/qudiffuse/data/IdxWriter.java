package dev.qudiffuse.data;

import dev.qudiffuse.io.AtomicFile;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
    write(
        file,
        Idx.IMAGES,
        out -> out.write(images.pixels()),
        images.count(),
        images.rows(),
        images.columns());
  }

  /**
   * Writes a file of images that need not be in memory, all at once.
   *
   * @param pixels writes those of one image after the other
   * @throws DataException if it cannot be written; an older file is then as it was
   * @throws IllegalStateException if there were more or fewer pixels; likewise
   */
  public static void writeImages(
      Path file, int count, int rows, int columns, AtomicFile.Content pixels) {
    write(file, Idx.IMAGES, pixels, count, rows, columns);
  }

  /**
   * Writes a file of labels.
   *
   * @param labels one unsigned byte for every image
   * @throws DataException if it cannot be written; an older file is then as it was
   */
  public static void writeLabels(Path file, byte[] labels) {
    write(file, Idx.LABELS, out -> out.write(labels), labels.length);
  }

  private static void write(Path file, Idx kind, AtomicFile.Content elements, int... dimensions) {
    try {
      AtomicFile.write(
          file,
          out -> {
            DataOutputStream header = new DataOutputStream(out);
            header.writeInt(kind.magic());
            long size = 1;
            for (int dimension : dimensions) {
              header.writeInt(dimension);
              size *= dimension;
            }
            header.flush();
            var counted = new CountingStream(out);
            elements.writeTo(counted);
            counted.requireSize(size);
          });
    } catch (IOException e) {
      throw new DataException(file, "to write it", e);
    }
  }

  /** Knows how many bytes went through it. */
  private static final class CountingStream extends FilterOutputStream {
    private long written;

    CountingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int element) throws IOException {
      out.write(element);
      written++;
    }

    @Override
    public void write(byte[] elements, int offset, int length) throws IOException {
      out.write(elements, offset, length);
      written += length;
    }

    void requireSize(long expected) {
      if (written != expected) {
        throw new IllegalStateException("expected %d bytes, got %d".formatted(expected, written));
      }
    }
  }
}
