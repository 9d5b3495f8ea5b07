package dev.qudiffuse.cli;

import dev.qudiffuse.data.Mnist;
import dev.qudiffuse.diffusion.DdpmSampler;
import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.diffusion.Guidance;
import dev.qudiffuse.diffusion.NoiseSchedule;
import dev.qudiffuse.diffusion.PredictionType;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.diffusion.Sampler;
import dev.qudiffuse.diffusion.StepListener;
import dev.qudiffuse.image.ContactSheet;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.image.PngEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Images of every condition, a few of each, always from the same seeds: what a network has learnt,
 * at a glance.
 *
 * @param schedule the noise that the network knows
 * @param predictionType what it predicts
 * @param conditions how many conditions there are: the columns of the sheet
 */
record PreviewSheet(NoiseSchedule schedule, PredictionType predictionType, int conditions) {

  /** Images of one condition: the rows of the sheet, all images of a row from the same noise. */
  static final int ROWS = 4;

  private static final int STEPS = 20;
  private static final float GUIDANCE_SCALE = 1.5f;

  /** Draws the images and returns them as one PNG file. */
  byte[] draw(Denoiser denoiser) {
    Sampler sampler = new DdpmSampler(schedule, predictionType, STEPS);
    List<GrayImage> images = new ArrayList<>();
    for (int i = 0; i < ROWS * conditions; i++) {
      Guidance guidance = new Guidance(i % conditions, GUIDANCE_SCALE);
      float[] image = new float[Mnist.SIDE * Mnist.SIDE];
      sampler.sample(denoiser, guidance, Randomness.of(i / conditions), image, StepListener.NONE);
      images.add(GrayImage.of(Mnist.SIDE, image));
    }
    return PngEncoder.encode(ContactSheet.of(images, conditions));
  }
}
