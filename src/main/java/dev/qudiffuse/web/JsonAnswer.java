package dev.qudiffuse.web;

import dev.qudiffuse.generation.DrawnImage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** All images with their facts, as JSON. */
record JsonAnswer(GenerationFacts facts, JsonMapper mapper) implements Answer {

  @Override
  public void write(List<DrawnImage> images, HttpServletResponse response) throws IOException {
    var answer = GenerationAnswer.of(facts, images);
    ServerTiming.of(images, answer.encodingTime()).addTo(response);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    mapper.writeValue(response.getOutputStream(), answer);
  }
}
