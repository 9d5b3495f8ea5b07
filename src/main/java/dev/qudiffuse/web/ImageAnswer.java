package dev.qudiffuse.web;

import dev.qudiffuse.generation.DrawnImage;
import dev.qudiffuse.image.ContactSheet;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.image.PngEncoder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** The image itself, or a contact sheet of several, as PNG that says what it was drawn from. */
final class ImageAnswer implements Answer {

  private final GenerationFacts facts;

  /** Made on a drawing thread, read when all is drawn. */
  private volatile @Nullable EncodedFile file;

  ImageAnswer(GenerationFacts facts) {
    this.facts = facts;
  }

  @Override
  public void onDrawn(List<DrawnImage> images) {
    GrayImage picture =
        images.size() == 1
            ? images.getFirst().image()
            : ContactSheet.of(images.stream().map(DrawnImage::image).toList());
    file = EncodedFile.of(() -> PngEncoder.encode(picture, facts.asPngText()));
  }

  @Override
  public void write(List<DrawnImage> images, HttpServletResponse response) throws IOException {
    Objects.requireNonNull(file).write(MediaType.IMAGE_PNG_VALUE, images, response);
  }
}
