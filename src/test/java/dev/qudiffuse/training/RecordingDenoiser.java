package dev.qudiffuse.training;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.model.CircuitTimer;
import dev.qudiffuse.model.DenoisingNetwork;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import java.util.SequencedMap;

/** Another network, with somebody watching what it is asked. */
record RecordingDenoiser(DenoisingNetwork network, Watcher watcher) implements DenoisingNetwork {

  @FunctionalInterface
  interface Watcher {
    void asked(int timestep, int condition);
  }

  @Override
  public ParameterLayout layout() {
    return network.layout();
  }

  @Override
  public void derive(Weights weights) {
    network.derive(weights);
  }

  @Override
  public int conditions() {
    return network.conditions();
  }

  @Override
  public int pixels() {
    return network.pixels();
  }

  @Override
  public SequencedMap<String, String> describe() {
    return network.describe();
  }

  @Override
  public TrainingPass newTrainingPass(Weights weights, int images) {
    TrainingPass pass = network.newTrainingPass(weights, images);
    return new TrainingPass() {
      @Override
      public float[] forward(int count, float[] noisy, int[] timesteps, int[] conditions) {
        for (int m = 0; m < count; m++) {
          watcher.asked(timesteps[m], conditions[m]);
        }
        return pass.forward(count, noisy, timesteps, conditions);
      }

      @Override
      public void backward(float[] predictionGradient, float[] gradient) {
        pass.backward(predictionGradient, gradient);
      }
    };
  }

  @Override
  public Denoiser newDenoiser(Weights weights, CircuitTimer timer) {
    return network.newDenoiser(weights, timer);
  }
}
