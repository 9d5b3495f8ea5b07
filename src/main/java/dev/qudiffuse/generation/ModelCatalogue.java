package dev.qudiffuse.generation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The models that can draw, by name. The first is the one that draws where a request names none.
 * Immutable and safe to share.
 *
 * @param models at least one
 */
public record ModelCatalogue(SequencedMap<String, GenerativeModel> models) {

  /** The name of the model in the jar. */
  public static final String SHIPPED = "default";

  /** The name of a model from a file. */
  public static final String CUSTOM = "custom";

  /** Copies the map, in its order. */
  public ModelCatalogue {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("expected at least one model, got none");
    }
    models = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(models));
  }

  /** A catalogue of one model. */
  public static ModelCatalogue of(String name, GenerativeModel model) {
    return new ModelCatalogue(new LinkedHashMap<>(Collections.singletonMap(name, model)));
  }

  /** The name of the model that draws where a request names none. */
  public String first() {
    return models.firstEntry().getKey();
  }

  /**
   * The model of a name.
   *
   * @throws InvalidRequestException if there is none of that name
   */
  public GenerativeModel require(String name) {
    GenerativeModel model = models.get(name);
    if (model == null) {
      throw new InvalidRequestException("model", String.join(" or ", models.keySet()), name);
    }
    return model;
  }

  /** The models that come from weights files, and so can say what they are made of. */
  public SequencedMap<String, TrainedModel> trained() {
    SequencedMap<String, TrainedModel> trained = new LinkedHashMap<>();
    models.forEach(
        (name, model) -> {
          if (model instanceof TrainedModel itself) {
            trained.put(name, itself);
          }
        });
    return trained;
  }

  /** The model of a name, if there is one that comes from a weights file. */
  public Optional<TrainedModel> trained(String name) {
    return Optional.ofNullable(trained().get(name));
  }

  /** What the circuit of a model is called: in the API, and in metrics. */
  public static String circuitOf(String name) {
    return name + "-bottleneck";
  }
}
