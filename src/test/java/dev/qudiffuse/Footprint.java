package dev.qudiffuse;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this JVM holds of things that can leak.
 *
 * @param threads platform threads by their names without numbers, those left out that carry virtual
 *     ones and that the JVM starts and ends as it likes
 * @param virtualThreads how many virtual threads there are
 * @param files open file descriptors, sockets among them; 0 where the system does not tell
 * @param heap bytes in use after garbage collection
 */
public record Footprint(Map<String, Integer> threads, long virtualThreads, long files, long heap) {

  private static final Pattern OF_THE_JVM =
      Pattern.compile("(ForkJoinPool|VirtualThread|Read-Poller|Write-Poller).*");

  /** What it holds now. */
  public static Footprint now() throws IOException {
    Map<String, Integer> threads = new TreeMap<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName().replaceAll("[0-9]+", "N");
      if (!OF_THE_JVM.matcher(name).matches()) {
        threads.merge(name, 1, Integer::sum);
      }
    }
    return new Footprint(threads, countVirtualThreads(), countFiles(), heapAfterCollection());
  }

  /** Platform threads by name, where there are more of them than there were. */
  public Map<String, Integer> threadsBeyond(Footprint before) {
    Map<String, Integer> more = new TreeMap<>();
    threads.forEach(
        (name, count) -> {
          int beyond = count - before.threads.getOrDefault(name, 0);
          if (beyond > 0) {
            more.put(name, beyond);
          }
        });
    return more;
  }

  private static long countVirtualThreads() throws IOException {
    Path folder = Files.createTempDirectory("threads");
    Path dump = folder.resolve("dump");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
      try (Stream<String> lines = Files.lines(dump)) {
        return lines.filter(line -> line.matches("#[0-9]+ \".*\" virtual.*")).count();
      }
    } finally {
      Files.deleteIfExists(dump);
      Files.delete(folder);
    }
  }

  private static long countFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  /** Bytes in use after garbage collection: the least of a few, since others may be at work. */
  public static long heapAfterCollection() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
