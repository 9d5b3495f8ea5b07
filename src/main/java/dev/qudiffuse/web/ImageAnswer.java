package dev.qudiffuse.web;

import dev.qudiffuse.generation.DrawnImage;
import dev.qudiffuse.image.ContactSheet;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.image.PngEncoder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;

/** The image itself, or a contact sheet of several, as PNG that says what it was drawn from. */
record ImageAnswer(GenerationFacts facts) implements Answer {

  @Override
  public void write(List<DrawnImage> images, HttpServletResponse response) throws IOException {
    long start = System.nanoTime();
    byte[] file = PngEncoder.encode(picture(images), facts.asPngText());
    ServerTiming.of(images, Duration.ofNanos(System.nanoTime() - start)).addTo(response);
    response.setContentType(MediaType.IMAGE_PNG_VALUE);
    response.setContentLength(file.length);
    response.getOutputStream().write(file);
  }

  private static GrayImage picture(List<DrawnImage> images) {
    List<GrayImage> pictures = images.stream().map(DrawnImage::image).toList();
    return pictures.size() == 1 ? pictures.getFirst() : ContactSheet.of(pictures);
  }
}
