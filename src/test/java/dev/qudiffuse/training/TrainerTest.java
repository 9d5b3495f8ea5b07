package dev.qudiffuse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {

  private static TrainingSettings settings(long steps, int batchSize) {
    return new TrainingSettings(steps, batchSize, 0.1, 2, 1, 0.9, 7, AdamW.Settings.DEFAULT);
  }

  private static TrainingState train(Objective objective, TrainingSettings settings, int threads) {
    TrainingState state =
        TrainingState.initial(objective.layout(), new Well19937c(settings.seed()));
    try (var trainer = new Trainer(objective, settings, state, threads)) {
      while (!trainer.finished()) {
        trainer.step();
      }
    }
    return state;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 20, 33})
  void anyNumberOfThreadsGivesTheSameBits(int batchSize) {
    TrainingState one = train(new QuadraticObjective(), settings(5, batchSize), 1);
    for (int threads = 2; threads <= 3; threads++) {
      TrainingState other = train(new QuadraticObjective(), settings(5, batchSize), threads);
      assertThat(other.weights().values()).containsExactly(one.weights().values());
      assertThat(other.average()).containsExactly(one.average());
      assertThat(other.losses().toArray()).containsExactly(one.losses().toArray());
    }
  }

  @Test
  void findsTheMinimum() {
    var objective = new QuadraticObjective(0, Long.MAX_VALUE);
    TrainingState state = train(objective, settings(300, 4), 2);
    assertThat(state.step()).isEqualTo(300);
    assertThat(state.losses().toArray()[0]).isGreaterThan(1);
    assertThat(state.losses().toArray()[299]).isLessThan(1e-3f);
    assertThat(state.average()[5]).isEqualTo(1f, within(0.02f));
  }

  @Test
  void reportsTheMeanLossAndTheNormOfTheMeanGradient() {
    var objective = new QuadraticObjective();
    TrainingState state = TrainingState.initial(objective.layout(), new Well19937c(7L));
    float[] gradient = new float[QuadraticObjective.SIZE];
    Objective.Worker worker = objective.newWorker(state.weights(), 20);
    double[] losses = new double[20];
    worker.accumulate(0, 0, 20, gradient, losses);
    double loss = Arrays.stream(losses).average().orElseThrow();
    double squares = 0;
    for (float g : gradient) {
      squares += g / 20.0 * (g / 20.0);
    }
    try (var trainer = new Trainer(objective, settings(5, 20), state, 2)) {
      long start = System.nanoTime();
      StepResult result = trainer.step();
      var atMost = Duration.ofNanos(System.nanoTime() - start);
      assertThat(result.duration()).isBetween(Duration.ZERO, atMost);
      assertThat(result.step()).isEqualTo(1);
      assertThat(result.loss()).isEqualTo(loss, within(1e-12));
      assertThat(result.gradientNorm()).isEqualTo(Math.sqrt(squares), within(1e-7));
      assertThat(result.learningRate()).isEqualTo(0.05);
      assertThat(result.examples()).isEqualTo(20);
    }
  }

  @Test
  void derivesOnceBeforeTheFirstStepAndAfterEveryStep() {
    var objective = new QuadraticObjective();
    train(objective, settings(3, 2), 1);
    assertThat(objective.derivations).hasValue(4);
  }

  @Test
  void scalesALongGradientDown() {
    // Without memory and with an epsilon far above every gradient, AdamW is plain gradient descent.
    var optimizer = new AdamW.Settings(0, 0, 1, 0, Map.of());
    var clipped = new TrainingSettings(1, 2, 1, 0, 1e-3, 0.9, 7, optimizer);
    var objective = new QuadraticObjective();
    TrainingState state = TrainingState.initial(objective.layout(), new Well19937c(7L));
    float[] before = state.weights().values().clone();
    try (var trainer = new Trainer(objective, clipped, state, 1)) {
      assertThat(trainer.step().gradientNorm()).isGreaterThan(5e-3);
    }
    double squares = 0;
    for (int i = 0; i < before.length; i++) {
      double moved = state.weights().values()[i] - before[i];
      squares += moved * moved;
    }
    assertThat(Math.sqrt(squares)).isEqualTo(1e-3, within(2e-5));
  }

  @Test
  void aBrokenGradientThrowsAndChangesNothing() {
    var objective = new QuadraticObjective(0.5, 3);
    TrainingState state = TrainingState.initial(objective.layout(), new Well19937c(7L));
    try (var trainer = new Trainer(objective, settings(10, 4), state, 2)) {
      for (int i = 0; i < 3; i++) {
        trainer.step();
      }
      float[] before = state.weights().values().clone();
      assertThatExceptionOfType(TrainingDivergedException.class)
          .isThrownBy(trainer::step)
          .withMessageMatching(
              "training diverged at step 3: expected a finite loss and gradient, got loss [0-9.]+ and gradient norm NaN")
          .satisfies(e -> assertThat(e.step()).isEqualTo(3));
      assertThat(state.weights().values()).containsExactly(before);
      assertThat(state.step()).isEqualTo(3);
    }
  }

  @Test
  void whatAWorkerThrowsOnAnotherThreadIsThrownHere() {
    var real = new QuadraticObjective();
    Objective failing =
        new Objective() {
          @Override
          public ParameterLayout layout() {
            return real.layout();
          }

          @Override
          public void derive(Weights weights) {}

          @Override
          public Worker newWorker(Weights weights, int examples) {
            return (step, first, count, gradient, losses) -> {
              throw new IllegalStateException("example " + first);
            };
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> train(failing, settings(1, 32), 3))
        .withMessageStartingWith("example ");
  }
}
