package dev.qudiffuse.web;

import dev.qudiffuse.generation.DrawnImage;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.StepReport;
import dev.qudiffuse.image.AnimatedGif;
import dev.qudiffuse.image.Enlargement;
import dev.qudiffuse.image.GrayImage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * An image coming out of the noise, as an animated GIF. Of many steps only some are shown, the last
 * always.
 */
final class AnimationAnswer implements Answer {

  private static final int MOST_FRAMES = 60;
  private static final int DELAY_MILLIS = 80;
  private static final int LAST_DELAY_MILLIS = 1500;

  private final GenerationFacts facts;
  private final int every;

  /** In their small form until all are there. Added by one thread at a time, then read. */
  private final List<float[]> kept = new ArrayList<>();

  /** Made on a drawing thread, read when all is drawn. */
  private volatile @Nullable EncodedFile file;

  AnimationAnswer(GenerationFacts facts) {
    GenerateCommand command = facts.commands().getFirst();
    int most =
        Math.min(MOST_FRAMES, GenerateRequest.MAX_PIXELS / (command.size() * command.size()));
    this.facts = facts;
    this.every = Math.ceilDiv(command.steps(), most);
  }

  @Override
  public void onStep(StepReport step, float[] image) {
    if ((step.command().steps() - 1 - step.index()) % every == 0) {
      kept.add(image.clone());
    }
  }

  @Override
  public void onDrawn(List<DrawnImage> images) {
    file =
        EncodedFile.of(
            () ->
                AnimatedGif.encode(
                    frames(), AnimatedGif.Loop.FOREVER, String.valueOf(facts.byName())));
  }

  @Override
  public void write(List<DrawnImage> images, HttpServletResponse response) throws IOException {
    Objects.requireNonNull(file).write(MediaType.IMAGE_GIF_VALUE, images, response);
  }

  private List<AnimatedGif.Frame> frames() {
    int size = facts.commands().getFirst().size();
    Enlargement enlargement = Enlargement.of(GenerateCommand.NATIVE_SIZE, size);
    List<AnimatedGif.Frame> frames = new ArrayList<>();
    for (float[] image : kept) {
      boolean last = frames.size() == kept.size() - 1;
      frames.add(
          new AnimatedGif.Frame(
              GrayImage.of(size, enlargement.apply(image)),
              last ? LAST_DELAY_MILLIS : DELAY_MILLIS));
    }
    return frames;
  }
}
