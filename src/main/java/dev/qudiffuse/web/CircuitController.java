package dev.qudiffuse.web;

import dev.qudiffuse.generation.CircuitStatistics;
import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.TrainedNetwork;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.drawing.CircuitSvg;
import dev.qudiffuse.quantum.drawing.CircuitText;
import dev.qudiffuse.quantum.qasm.QasmWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Shows the models' circuits. */
@RestController
class CircuitController {

  private static final int TEXT_COLUMNS = 100;
  private static final int SVG_WIDTH = 1000;

  private final ModelCatalogue models;
  private final CircuitStatistics statistics;
  private final CircuitDescriptors descriptors;
  private final JsonMapper json;

  CircuitController(
      ModelCatalogue models,
      CircuitStatistics statistics,
      CircuitDescriptors descriptors,
      JsonMapper json) {
    this.models = models;
    this.statistics = statistics;
    this.descriptors = descriptors;
    this.json = json;
  }

  @NoParameters
  @GetMapping(path = CircuitApi.CIRCUITS, produces = MediaType.APPLICATION_JSON_VALUE)
  public ResponseEntity<byte[]> circuits(HttpServletRequest request) {
    var circuits =
        new CircuitCard.Circuits(
            models.trained().entrySet().stream()
                .map(
                    entry ->
                        CircuitCard.of(
                            entry.getKey(), entry.getValue(), null, request.getContextPath()))
                .toList());
    return CacheableResponse.of(
        request, MediaType.APPLICATION_JSON, json.writeValueAsBytes(circuits));
  }

  @NoParameters
  @GetMapping(path = CircuitApi.CIRCUITS + "/metrics", produces = MediaType.APPLICATION_JSON_VALUE)
  public ResponseEntity<CircuitReport> metrics() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(CircuitReport.of(models, statistics, descriptors));
  }

  @GetMapping(
      path =
          CircuitApi.CIRCUITS
              + "/{id:(?!metrics$).+}", // which is not a circuit, whatever is accepted
      produces = {
        MediaType.APPLICATION_JSON_VALUE,
        CircuitFormat.SVG_VALUE,
        MediaType.TEXT_PLAIN_VALUE,
        CircuitFormat.OPENQASM_VALUE
      })
  public ResponseEntity<byte[]> circuit(
      @PathVariable String id,
      @RequestParam MultiValueMap<String, String> parameters,
      HttpServletRequest request)
      throws HttpMediaTypeNotAcceptableException {
    Map.Entry<String, TrainedModel> model = modelOf(id);
    CircuitQuery query = CircuitQuery.parse(parameters);
    CircuitFormat format = Accepted.best(request, CircuitFormat.ALL, CircuitFormat::mediaType);
    byte[] body =
        format == CircuitFormat.JSON
            ? json.writeValueAsBytes(
                CircuitCard.of(model.getKey(), model.getValue(), query, request.getContextPath()))
            : text(format, id, model.getValue().network(), query).getBytes(StandardCharsets.UTF_8);
    return CacheableResponse.of(request, format.mediaType(), body);
  }

  /** The model that a circuit is part of, with its name. */
  private Map.Entry<String, TrainedModel> modelOf(String circuit) {
    return models.trained().entrySet().stream()
        .filter(model -> ModelCatalogue.circuitOf(model.getKey()).equals(circuit))
        .findFirst()
        .orElseThrow(() -> new NotFoundException("circuit", circuitIds(), circuit));
  }

  private List<String> circuitIds() {
    return models.trained().keySet().stream().map(ModelCatalogue::circuitOf).toList();
  }

  private static String text(
      CircuitFormat format, String id, TrainedNetwork network, @Nullable CircuitQuery query) {
    Circuit circuit =
        query == null
            ? network.circuit()
            : network.circuit(CircuitCard.condition(network, query), query.timestep());
    return switch (format) {
      case SVG -> CircuitSvg.of(circuit, title(id, query), SVG_WIDTH);
      case TEXT -> CircuitText.of(circuit, TEXT_COLUMNS) + "\n";
      case OPENQASM ->
          query == null ? QasmWriter.writeWithInputs(circuit) : QasmWriter.write(circuit);
      case JSON -> throw new IllegalArgumentException("expected a format of text, got " + format);
    };
  }

  private static String title(String id, @Nullable CircuitQuery query) {
    return query == null
        ? "Circuit " + id
        : "Circuit %s, digit %s at timestep %d".formatted(id, query.digitName(), query.timestep());
  }
}
