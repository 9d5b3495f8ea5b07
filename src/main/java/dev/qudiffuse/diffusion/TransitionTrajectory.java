package dev.qudiffuse.diffusion;

import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;

/** Walks a list of {@link Transition}s: the loop of every sampler that needs no memory but x_t. */
final class TransitionTrajectory implements Trajectory {

  private final List<Transition> transitions;
  private final PredictionType predictionType;
  private final Guidance guidance;
  private final Guidance unguided;
  private final RandomGenerator random;
  private final StepListener listener;
  private final float[] image;
  private final float[] prediction;
  private final float[] predictedOriginal;
  private int stepIndex;

  TransitionTrajectory(
      List<Transition> transitions,
      PredictionType predictionType,
      Guidance guidance,
      RandomGenerator random,
      float[] image,
      StepListener listener) {
    this.transitions = transitions;
    this.predictionType = predictionType;
    this.guidance = guidance;
    this.unguided = Guidance.unguided(guidance.condition());
    this.random = random;
    this.listener = listener;
    this.image = image;
    this.prediction = new float[image.length];
    this.predictedOriginal = new float[image.length];
    Randomness.fillNormal(random, image);
  }

  @Override
  public boolean hasNext() {
    return stepIndex < transitions.size();
  }

  @Override
  public void step(Denoiser denoiser) {
    if (!hasNext()) {
      throw new IllegalStateException(
          "expected a step to remain, but all %d are taken".formatted(transitions.size()));
    }
    Transition transition = transitions.get(stepIndex);
    Guidance now = guidance.guides(transition.timestep()) ? guidance : unguided;
    denoiser.predict(image, transition.timestep(), now, prediction);
    predictionType.predictedOriginal(
        image, prediction, transition.alphaCumprod(), predictedOriginal);
    clamp(predictedOriginal);
    Affine.combine(transition.original(), predictedOriginal, transition.noisy(), image, image);
    addNoise((float) transition.sigma());
    listener.onStep(stepIndex, transition.timestep(), image, predictedOriginal);
    stepIndex++;
  }

  private static void clamp(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.clamp(values[i], -1f, 1f);
    }
  }

  private void addNoise(float sigma) {
    if (sigma == 0) {
      return; // the last step and a deterministic sampler draw nothing
    }
    for (int i = 0; i < image.length; i++) {
      image[i] += sigma * (float) random.nextGaussian();
    }
  }
}
