package dev.qudiffuse.io;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes a file so that nobody ever sees a part of it: into a temporary neighbour first, which
 * takes the file's name only when all of it is on the disk. If anything fails, a file that was
 * there before stays as it was.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** Writes the content of a file to a buffered stream, which is closed for it. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Creates or replaces a file.
   *
   * @throws IOException if its directory does not exist or the disk refuses; the file is then as it
   *     was
   */
  public static void write(Path file, Content content) throws IOException {
    // its own name, so that two writers never share one; not Files.createTempFile, whose files only
    // their owner may read
    Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
        content.writeTo(out);
        out.flush();
        channel.force(true); // or a crash may leave the new name on an empty file
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw temporary.toString().equals(e.getFile()) ? named(file, e) : e;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** The same complaint, about the file that the caller knows of. */
  private static FileSystemException named(Path file, FileSystemException e) {
    String name = file.toString();
    FileSystemException named =
        switch (e) {
          case NoSuchFileException none -> new NoSuchFileException(name, null, none.getReason());
          case AccessDeniedException no -> new AccessDeniedException(name, null, no.getReason());
          default -> new FileSystemException(name, null, e.getReason());
        };
    named.initCause(e);
    return named;
  }

  /** Creates or replaces a file that holds {@code content}. */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, out -> out.write(content));
  }
}
