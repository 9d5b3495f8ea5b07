package dev.qudiffuse.web;

import dev.qudiffuse.generation.DrawnImage;
import dev.qudiffuse.generation.StepReport;
import dev.qudiffuse.generation.StepWatcher;
import dev.qudiffuse.image.ContactSheet;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.image.PngEncoder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * The image itself, or a contact sheet of several, as PNG that says what it was drawn from.
 *
 * <p>An image that is alone is encoded by the thread that drew it, right after its last step. The
 * request's own thread would have to wait for a processor, since the drawing threads leave none
 * free.
 */
final class ImageAnswer implements Answer {

  private final GenerationFacts facts;

  /** Made on a drawing thread, read when all is drawn. */
  private volatile @Nullable EncodedImage encoded;

  ImageAnswer(GenerationFacts facts) {
    this.facts = facts;
  }

  /** A file, and how long it took to encode. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record EncodedImage(byte[] file, Duration time) {}

  @Override
  public StepWatcher watcher() {
    return facts.commands().size() == 1 ? this::onStep : StepWatcher.NONE;
  }

  private void onStep(StepReport step, float[] image) {
    if (step.isLast()) {
      encoded = encode(DrawnImage.picture(step.command(), image));
    }
  }

  @Override
  public void write(List<DrawnImage> images, HttpServletResponse response) throws IOException {
    EncodedImage ready = encoded;
    if (ready == null) {
      ready = encode(ContactSheet.of(images.stream().map(DrawnImage::image).toList()));
    }
    ServerTiming.of(images, ready.time()).addTo(response);
    response.setContentType(MediaType.IMAGE_PNG_VALUE);
    response.setContentLength(ready.file().length);
    response.getOutputStream().write(ready.file());
  }

  private EncodedImage encode(GrayImage picture) {
    long start = System.nanoTime();
    byte[] file = PngEncoder.encode(picture, facts.asPngText());
    return new EncodedImage(file, Duration.ofNanos(System.nanoTime() - start));
  }
}
