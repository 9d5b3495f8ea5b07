package dev.qudiffuse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.training.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossLogTest {

  @TempDir private Path folder;

  private static StepResult step(long step) {
    return new StepResult(step, 0.5, 0.25, 1e-3, 2, 128, Duration.ofMillis(100));
  }

  @Test
  void growsByARowPerStep() throws IOException {
    Path file = folder.resolve("loss.csv");
    try (var log = LossLog.resume(file, 0)) {
      log.add(step(1), 1234.56);
    }
    assertThat(file)
        .hasContent(LossLog.HEADER + "\n1,0.500000,0.250000,1.0000e-03,2.0000e+00,1234.6\n");
  }

  @Test
  void forgetsStepsThatComeAgainAndHalfRows() throws IOException {
    Path file = folder.resolve("loss.csv");
    try (var log = LossLog.resume(file, 0)) {
      for (int step = 1; step <= 5; step++) {
        log.add(step(step), 100);
      }
    }
    Files.writeString(file, Files.readString(file) + "2,0.5000");
    try (var log = LossLog.resume(file, 3)) {
      log.add(step(4), 200);
    }
    assertThat(Files.readAllLines(file))
        .hasSize(5)
        .last()
        .asString()
        .startsWith("4,")
        .endsWith(",200.0");
  }

  /** Whoever holds on to the old file finds it whole, and so does whoever comes after a crash. */
  @Test
  void takesThePlaceOfTheOldFileInsteadOfRewritingIt() throws IOException {
    Path file = folder.resolve("loss.csv");
    try (var log = LossLog.resume(file, 0)) {
      log.add(step(1), 100);
    }
    Path old = Files.createLink(folder.resolve("old.csv"), file);
    String rows = Files.readString(file);

    LossLog.resume(file, 0).close();

    assertThat(file).hasContent(LossLog.HEADER + "\n");
    assertThat(old).hasContent(rows);
  }
}
