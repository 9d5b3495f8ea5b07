package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawingTimeTest {

  private final DrawingTime time = new DrawingTime();

  @Test
  void nothingIsKnownBeforeTheFirstDrawing() {
    assertThat(time.of(64, 1)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0", "1, 1, 60", "5, 1, 300", "5, 2, 150", "1, 4, 15"})
  void threadsShareTheWork(int drawings, int threads, long milliseconds) {
    time.add(Duration.ofMillis(60));

    assertThat(time.of(drawings, threads)).isEqualTo(Duration.ofMillis(milliseconds));
  }

  @Test
  void followsTheLatestDrawings() {
    time.add(Duration.ofMillis(1000));
    time.add(Duration.ofMillis(2000));
    assertThat(time.of(1, 1)).isEqualTo(Duration.ofMillis(1100));

    for (int i = 0; i < 100; i++) {
      time.add(Duration.ofMillis(50));
    }
    assertThat(time.of(1, 1)).isBetween(Duration.ofMillis(50), Duration.ofMillis(51));
  }
}
