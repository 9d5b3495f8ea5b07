package dev.qudiffuse.web;

import dev.qudiffuse.generation.ModelCatalogue;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Shows the models that can draw. */
@RestController
class ModelController {

  private final ModelCatalogue models;
  private final JsonMapper json;

  ModelController(ModelCatalogue models, JsonMapper json) {
    this.models = models;
    this.json = json;
  }

  @NoParameters
  @GetMapping(path = ModelApi.MODELS, produces = MediaType.APPLICATION_JSON_VALUE)
  public ResponseEntity<byte[]> models(HttpServletRequest request) {
    return respond(
        request,
        new ModelCard.Models(
            models.trained().entrySet().stream()
                .map(
                    entry ->
                        ModelCard.of(entry.getKey(), entry.getValue(), request.getContextPath()))
                .toList()));
  }

  @NoParameters
  @GetMapping(path = ModelApi.MODELS + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  public ResponseEntity<byte[]> model(@PathVariable String id, HttpServletRequest request) {
    return respond(
        request,
        models
            .trained(id)
            .map(model -> ModelCard.of(id, model, request.getContextPath()))
            .orElseThrow(() -> new NotFoundException("model", models.trained().keySet(), id)));
  }

  private ResponseEntity<byte[]> respond(HttpServletRequest request, Object body) {
    return CacheableResponse.of(request, MediaType.APPLICATION_JSON, json.writeValueAsBytes(body));
  }
}
