package dev.qudiffuse.web;

import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.TrainedNetwork;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wire form of a model: what it is, where it comes from, what it may be used for. */
@Schema(
    name = "Model",
    description =
        "A model card. What the weights file does not say, or what was not measured, is null.")
record ModelCard(
    @Schema(description = "What it is called here and in metrics.", example = "default") String id,
    @Schema(description = "What it is, in a sentence.") String description,
    @Schema(description = "SHA-256 of its weights file: which model this is.") String sha256,
    @Schema(
            description = "The network's sizes, as its weights file states them.",
            example =
                """
                {"architecture": "hybrid-u-net", "qubits": 8, "ansatz": "cluster", "circuitLayers": 3}""")
        Map<String, Object> architecture,
    @Schema(description = "How many numbers it learnt.", example = "873513") int parameters,
    Training training,
    @Schema(
            description = "How good its digits are; null if these weights were not measured.",
            nullable = true)
        @Nullable ModelQuality quality,
    @Schema(
            description = "Licence of the weights, as their file states it.",
            example = "Apache-2.0",
            nullable = true)
        @Nullable String license,
    ModelLinks links) {

  /** How it learnt. */
  @Schema(name = "Training", description = "How it learnt, as its weights file states it.")
  record Training(
      @Schema(
              description = "The command line.",
              example = "train --data mnist --out run --seed 1",
              nullable = true)
          @Nullable String command,
      @Schema(description = "Where its random numbers came from.", example = "2", nullable = true)
          @Nullable String seed,
      @Schema(description = "Steps of the optimizer.", example = "3600", nullable = true)
          @Nullable Long steps,
      @Schema(description = "Images a step.", example = "128", nullable = true)
          @Nullable Long batchSize,
      @Schema(
              description = "Images it learnt from, repetitions counted.",
              example = "460800",
              nullable = true)
          @Nullable Long imagesSeen,
      @Schema(description = "How long it took, in seconds.", example = "1640", nullable = true)
          @Nullable Long seconds,
      @Schema(
              description = "SHA-256 of the weights it started from; null if from chance.",
              nullable = true)
          @Nullable String startedFrom,
      Data data) {}

  /** From what it learnt. */
  @Schema(name = "TrainingData", description = "From what it learnt.")
  record Data(
      @Schema(description = "SHA-256 of pixels and labels.", nullable = true)
          @Nullable String sha256,
      @Schema(description = "How many images there are.", example = "60000", nullable = true)
          @Nullable Long images,
      @Schema(
              description = "What these data are; null for data that are not known here.",
              nullable = true)
          @Nullable Dataset dataset) {}

  /** Data that are known. */
  @Schema(name = "Dataset", description = "Data that are known by their hash.")
  record Dataset(
      @Schema(example = "MNIST, training set") String name,
      @Schema(description = "Whose they are.") String authors,
      @Schema(example = "http://yann.lecun.com/exdb/mnist/") String source,
      @Schema(description = "Under what they are made available.", example = "CC-BY-SA-3.0")
          String license) {

    private static final String MNIST_SHA256 =
        "6121da6d0badc38661a4c99cb25f11afdc3d1807009abfe331b167b722fcc71b";

    private static final Dataset MNIST =
        new Dataset(
            "MNIST, training set",
            "Yann LeCun, Corinna Cortes and Christopher J.C. Burges, from data of NIST",
            "http://yann.lecun.com/exdb/mnist/",
            "CC-BY-SA-3.0");

    private static @Nullable Dataset of(@Nullable String sha256) {
      return MNIST_SHA256.equals(sha256) ? MNIST : null;
    }
  }

  /** Where to go on. */
  @Schema(name = "ModelLinks", description = "Where to go on.")
  record ModelLinks(
      @Schema(example = "/models/default") String self,
      @Schema(description = "Its circuits.", example = "[\"/circuits/default-bottleneck\"]")
          List<String> circuits) {}

  /** All models. */
  @Schema(name = "Models", description = "All models that can draw, the first where none is named.")
  record Models(List<ModelCard> models) {}

  /**
   * The card of a model.
   *
   * @param root what links begin with
   */
  static ModelCard of(String id, TrainedModel model, String root) {
    TrainedNetwork network = model.network();
    Map<String, String> metadata = network.provenance().metadata();
    return new ModelCard(
        id,
        describe(network),
        model.sha256(),
        architecture(network),
        network.parameters(),
        training(metadata),
        ModelQuality.of(model.sha256()).orElse(null),
        metadata.get("license"),
        new ModelLinks(
            root + ModelApi.MODELS + "/" + id,
            List.of(root + CircuitApi.CIRCUITS + "/" + ModelCatalogue.circuitOf(id))));
  }

  private static String describe(TrainedNetwork network) {
    Map<String, String> sizes = network.network().describe();
    return """
        A diffusion model that draws the handwritten digits 0 to 9 in %sx%s pixels: a U-Net whose \
        deepest level is a quantum circuit, %s layers of the ansatz %s on %s qubits. The digit \
        enters only as the circuit's angles."""
        .formatted(
            sizes.get("imageSize"),
            sizes.get("imageSize"),
            sizes.get("circuitLayers"),
            sizes.get("ansatz"),
            sizes.get("qubits"));
  }

  /** With numbers as numbers. */
  private static Map<String, Object> architecture(TrainedNetwork network) {
    Map<String, Object> sizes = new LinkedHashMap<>();
    network
        .network()
        .describe()
        .forEach(
            (name, value) -> {
              Long number = number(value);
              sizes.put(name, number == null ? value : number);
            });
    return sizes;
  }

  private static Training training(Map<String, String> metadata) {
    String sha256 = metadata.get("data.sha256");
    return new Training(
        metadata.get("training.command"),
        metadata.get("training.seed"),
        number(metadata.get("training.stepsMade")),
        number(metadata.get("training.batchSize")),
        number(metadata.get("training.imagesSeen")),
        number(metadata.get("training.seconds")),
        metadata.get("training.from"),
        new Data(sha256, number(metadata.get("data.images")), Dataset.of(sha256)));
  }

  /** A whole number; null for anything else, since a file may say what it likes. */
  private static @Nullable Long number(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
