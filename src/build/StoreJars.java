import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Has the jars below a folder hold their files as they are, not compressed: a start that loads
 * thousands of classes from them spends a tenth of its main thread on that. A layer of an image is
 * compressed as a whole when it is sent, and smaller so than one of jars that are compressed
 * already; on a disk it takes more than twice the room.
 *
 * <pre>java src/build/StoreJars.java FOLDER</pre>
 *
 * Every jar has the same files in the same order, and its own time of the last change.
 */
final class StoreJars {

  private StoreJars() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<Path> jars;
    try (Stream<Path> all = Files.walk(folder)) {
      jars = all.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    if (jars.isEmpty()) {
      throw new IllegalArgumentException("expected jars below %s, found none".formatted(folder));
    }
    jars.parallelStream().forEach(StoreJars::store);
  }

  private static void store(Path jar) {
    Path stored = jar.resolveSibling(jar.getFileName() + ".stored");
    try {
      try (var from = new ZipInputStream(Files.newInputStream(jar));
          var to = new ZipOutputStream(Files.newOutputStream(stored))) {
        to.setMethod(ZipOutputStream.STORED);
        for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
          byte[] content = from.readAllBytes();
          var checksum = new CRC32();
          checksum.update(content);
          var same = new ZipEntry(entry.getName());
          same.setTimeLocal(entry.getTimeLocal());
          same.setSize(content.length);
          same.setCrc(checksum.getValue());
          to.putNextEntry(same);
          to.write(content);
          to.closeEntry();
        }
      }
      Files.setLastModifiedTime(stored, Files.getLastModifiedTime(jar));
      Files.move(stored, jar, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
