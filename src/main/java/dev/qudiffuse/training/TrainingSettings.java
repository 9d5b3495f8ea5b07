package dev.qudiffuse.training;

import dev.qudiffuse.nn.ParameterGroup;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Everything that decides what a run does with its objective. The number of threads is not here,
 * since it changes no weight.
 *
 * @param steps number of updates
 * @param batchSize examples per update
 * @param learningRate peak of the {@link LearningRateSchedule}
 * @param warmupSteps updates until the peak
 * @param gradientClip longest gradient that is applied as it is; a longer one is scaled down to it
 * @param averageDecay decay of the {@link ExponentialMovingAverage}
 * @param seed of the initial weights and of whatever the objective draws
 * @param optimizer settings of AdamW
 */
public record TrainingSettings(
    long steps,
    int batchSize,
    double learningRate,
    long warmupSteps,
    double gradientClip,
    double averageDecay,
    long seed,
    AdamW.Settings optimizer) {

  public TrainingSettings {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch must hold at least 1 example, got " + batchSize);
    }
    if (!(gradientClip > 0)) {
      throw new IllegalArgumentException("gradient clip must be positive, got " + gradientClip);
    }
    // The parts check their own: nobody learns of a wrong number only after the data has been read.
    var unused = new LearningRateSchedule(learningRate, warmupSteps, steps);
    var alsoUnused = new ExponentialMovingAverage(averageDecay);
  }

  /** The learning rate of every step. */
  public LearningRateSchedule schedule() {
    return new LearningRateSchedule(learningRate, warmupSteps, steps);
  }

  /** All settings by name, as they are written into files and compared on resuming. */
  public SequencedMap<String, String> describe() {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put("training.steps", Long.toString(steps));
    facts.put("training.batchSize", Integer.toString(batchSize));
    facts.put("training.seed", Long.toString(seed));
    facts.put("training.learningRate", Double.toString(learningRate));
    facts.put("training.warmupSteps", Long.toString(warmupSteps));
    facts.put("training.gradientClip", Double.toString(gradientClip));
    facts.put("training.emaDecay", Double.toString(averageDecay));
    facts.put("training.adamBeta1", Double.toString(optimizer.beta1()));
    facts.put("training.adamBeta2", Double.toString(optimizer.beta2()));
    facts.put("training.adamEpsilon", Double.toString(optimizer.epsilon()));
    facts.put("training.weightDecay", Double.toString(optimizer.weightDecay()));
    Map<ParameterGroup, Double> rates = new EnumMap<>(ParameterGroup.class);
    rates.putAll(optimizer.groupRates());
    facts.put("training.groupRates", rates.toString());
    return facts;
  }
}
