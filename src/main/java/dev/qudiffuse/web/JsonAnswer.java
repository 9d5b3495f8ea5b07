package dev.qudiffuse.web;

import dev.qudiffuse.generation.DrawnImage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** All images with their facts, as JSON. */
final class JsonAnswer implements Answer {

  private final GenerationFacts facts;
  private final JsonMapper mapper;

  /** Made on a drawing thread, read when all is drawn. */
  private volatile @Nullable GenerationAnswer answer;

  JsonAnswer(GenerationFacts facts, JsonMapper mapper) {
    this.facts = facts;
    this.mapper = mapper;
  }

  @Override
  public void onDrawn(List<DrawnImage> images) {
    answer = GenerationAnswer.of(facts, images);
  }

  @Override
  public void write(List<DrawnImage> images, HttpServletResponse response) throws IOException {
    GenerationAnswer made = Objects.requireNonNull(answer);
    ServerTiming.of(images, made.encodingTime()).addTo(response);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    mapper.writeValue(response.getOutputStream(), made);
  }
}
