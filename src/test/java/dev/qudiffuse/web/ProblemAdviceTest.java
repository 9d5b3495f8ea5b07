package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationObserver;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.StoppedException;
import dev.qudiffuse.model.CircuitTimer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemAdviceTest {

  /** Nothing is submitted, so it is asked nothing. */
  private static final GenerationObserver NOBODY =
      new GenerationObserver() {
        @Override
        public Watch admitted(List<GenerateCommand> commands) {
          throw new IllegalStateException("expected no drawings");
        }

        @Override
        public void refused(Refusal reason, int drawings) {}
      };

  @Test
  void whoeverWaitsForAServiceThatStopsIsToldToComeBack() {
    var limits = new GenerationQueue.Limits(1, 1, 1, Duration.ofSeconds(1));
    try (var queue = new GenerationQueue(new FakeModel(), limits, NOBODY, CircuitTimer.NONE)) {
      var answer = new ProblemAdvice(queue).unfinished(new StoppedException());

      assertThat(answer.getStatusCode().value()).isEqualTo(503);
      assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("1");
      assertThat(answer.getBody())
          .hasFieldOrPropertyWithValue("title", "Service unavailable")
          .hasFieldOrPropertyWithValue(
              "detail",
              "expected the drawing to be finished before the service stops, but it was not");
    }
  }
}
