package dev.qudiffuse.cli;

import dev.qudiffuse.io.AtomicFile;
import dev.qudiffuse.training.StepResult;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * The loss curve as a CSV file that grows by a row per step, and on resuming loses the rows of
 * steps that come again.
 */
final class LossLog implements AutoCloseable {

  static final String HEADER =
      "step,loss,smoothed_loss,learning_rate,gradient_norm,images_per_second";

  private final BufferedWriter writer;

  private LossLog(BufferedWriter writer) {
    this.writer = writer;
  }

  /**
   * Opens {@code file} to go on after {@code step}, keeping its rows up to there. At every moment
   * they are on the disk.
   */
  static LossLog resume(Path file, long step) throws IOException {
    List<String> old = Files.exists(file) ? Files.readAllLines(file) : List.of();
    var kept = new StringBuilder(HEADER + "\n");
    old.stream()
        .skip(1)
        .filter(row -> stepOf(row) <= step)
        .forEach(row -> kept.append(row).append('\n'));
    AtomicFile.write(file, kept.toString().getBytes(StandardCharsets.UTF_8));
    return new LossLog(Files.newBufferedWriter(file, StandardOpenOption.APPEND));
  }

  /** The step of a row; past every other for the half row that a crash leaves behind. */
  private static long stepOf(String row) {
    int comma = row.indexOf(',');
    boolean whole = row.chars().filter(c -> c == ',').count() == 5 && !row.endsWith(",");
    return whole ? Long.parseLong(row.substring(0, comma)) : Long.MAX_VALUE;
  }

  /** Appends a row. */
  void add(StepResult result, double imagesPerSecond) {
    try {
      writer.write(
          String.format(
              Locale.ROOT,
              "%d,%.6f,%.6f,%.4e,%.4e,%.1f%n",
              result.step(),
              result.loss(),
              result.smoothedLoss(),
              result.learningRate(),
              result.gradientNorm(),
              imagesPerSecond));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes sure that the rows so far are in the file. */
  void flush() throws IOException {
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
