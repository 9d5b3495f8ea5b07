package dev.qudiffuse.model;

import dev.qudiffuse.UntrainedModel;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.diffusion.StepListener;
import dev.qudiffuse.diffusion.Trajectory;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the standard network computes, to the bit and in a few digits: prints one line for drawing
 * and one for learning.
 */
final class NetworkFingerprint {

  private static final int STEPS = 2;
  private static final int TIMESTEP = 400;
  private static final int DIGIT = 3;

  private final UntrainedModel model;

  /** Of the network with the weights of a seed. */
  NetworkFingerprint(long seed) {
    model = new UntrainedModel(seed);
  }

  /** SHA-256 of x_t after each of a few guided steps. */
  String ofDrawing() {
    MessageDigest digest = sha256();
    float[] image = new float[model.network().imageSize()];
    Trajectory trajectory =
        model
            .sampler(STEPS)
            .start(new Guidance(DIGIT, 1.5f), Randomness.of(7), image, StepListener.NONE);
    while (trajectory.hasNext()) {
      trajectory.step(model.newDenoiser());
      update(digest, image);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256 of a prediction and of the gradient of half its square. */
  String ofLearning() {
    MessageDigest digest = sha256();
    float[] noisy = new float[model.network().imageSize()];
    Randomness.fillNormal(Randomness.of(7), noisy);
    float[] gradient = new float[model.network().layout().size()];
    DenoisingNetwork.TrainingPass pass = model.network().newTrainingPass(model.weights(), 1);
    float[] prediction = pass.forward(1, noisy, new int[] {TIMESTEP}, new int[] {DIGIT});
    update(digest, prediction);
    pass.backward(prediction, gradient);
    update(digest, gradient);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    for (float value : values) {
      bytes.putInt(Float.floatToRawIntBits(value));
    }
    digest.update(bytes.flip());
  }

  /** Prints both. */
  public static void main(String[] args) {
    var fingerprint = new NetworkFingerprint(1);
    System.out.println("drawing " + fingerprint.ofDrawing());
    System.out.println("learning " + fingerprint.ofLearning());
  }
}
