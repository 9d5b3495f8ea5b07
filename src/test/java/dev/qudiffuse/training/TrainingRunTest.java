package dev.qudiffuse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

class TrainingRunTest {

  private final List<String> events = new ArrayList<>();

  private TrainingRun run(Objective objective, Duration saveEvery, long stopAfter) {
    var settings = new TrainingSettings(4, 2, 0.1, 0, 1, 0.9, 7, AdamW.Settings.DEFAULT);
    var state = TrainingState.initial(objective.layout(), new Well19937c(7L));
    var run = new TrainingRun[1];
    run[0] =
        new TrainingRun(
            new Trainer(objective, settings, state, 1),
            saveEvery,
            new TrainingRun.Listener() {
              @Override
              public void stepped(StepResult result) {
                events.add("step " + result.step());
                if (result.step() == stopAfter) {
                  run[0].requestStop();
                }
              }

              @Override
              public void save(TrainingState saved) {
                events.add("save " + saved.step());
              }
            });
    return run[0];
  }

  @Test
  void savesAtTheEnd() {
    assertThat(run(new QuadraticObjective(), Duration.ofDays(1), 100).run()).isTrue();
    assertThat(events).containsExactly("step 1", "step 2", "step 3", "step 4", "save 4");
  }

  @Test
  void savesWheneverTheTimeHasPassedAndNotTwice() {
    assertThat(run(new QuadraticObjective(), Duration.ZERO, 100).run()).isTrue();
    assertThat(events)
        .containsExactly(
            "step 1", "save 1", "step 2", "save 2", "step 3", "save 3", "step 4", "save 4");
  }

  @Test
  void aRequestToStopSavesAfterTheStep() {
    assertThat(run(new QuadraticObjective(), Duration.ofDays(1), 2).run()).isFalse();
    assertThat(events).containsExactly("step 1", "step 2", "save 2");
  }

  @Test
  void theStateBeforeAFailedStepIsSaved() {
    TrainingRun run = run(new QuadraticObjective(0.5, 2), Duration.ofDays(1), 100);
    assertThatExceptionOfType(TrainingDivergedException.class).isThrownBy(run::run);
    assertThat(events).containsExactly("step 1", "step 2", "save 2");
  }
}
