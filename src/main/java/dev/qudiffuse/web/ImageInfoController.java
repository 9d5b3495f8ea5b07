package dev.qudiffuse.web;

import dev.qudiffuse.image.ImageFormatException;
import dev.qudiffuse.image.PngInfo;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads what a PNG says it was drawn from. */
@RestController
class ImageInfoController {

  @NoParameters
  @PostMapping(
      path = "/images/info",
      consumes = MediaType.IMAGE_PNG_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public ImageInfoApi.ImageInfo info(HttpServletRequest request)
      throws IOException, ImageFormatException {
    PngInfo png = PngInfo.read(request.getInputStream());
    Map<String, String> generation = new LinkedHashMap<>();
    Map<String, String> other = new LinkedHashMap<>();
    png.text()
        .forEach(
            (name, value) -> {
              if (name.startsWith(GenerationFacts.PNG_PREFIX)) {
                generation.put(name.substring(GenerationFacts.PNG_PREFIX.length()), value);
              } else {
                other.put(name, value);
              }
            });
    return new ImageInfoApi.ImageInfo(png.width(), png.height(), generation, other);
  }
}
