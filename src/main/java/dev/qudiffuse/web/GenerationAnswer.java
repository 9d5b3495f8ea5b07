package dev.qudiffuse.web;

import dev.qudiffuse.generation.DrawnImage;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.image.PngEncoder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;

/** The wire form of drawings as JSON. */
@Schema(name = "Generation", description = "Images and what they were drawn from.")
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record GenerationAnswer(Model model, Settings settings, List<Image> images) {

  /** Which weights drew. */
  @Schema(name = "GenerationModel")
  record Model(
      @Schema(example = "default") String id,
      @Schema(description = "SHA-256 of the weights.") String sha256) {}

  /** What all images share. */
  @Schema(name = "GenerationSettings")
  record Settings(
      @Schema(example = "20") int steps,
      @Schema(example = "ddpm") String sampler,
      @Schema(example = "2") float guidance,
      @Schema(example = "280") int size,
      @Schema(description = "How the circuit was run.", example = "exact") String backend) {}

  /** One image. */
  @Schema(name = "GeneratedImage")
  record Image(
      @Schema(example = "3") int digit,
      @Schema(example = "42") long seed,
      @Schema(description = "Of the data.", example = "image/png") String mediaType,
      @Schema(description = "The file, in Base64.", type = "string", format = "byte") byte[] data,
      Timings timings) {}

  /** Where an image's time went, in milliseconds. */
  @Schema(name = "GenerationTimings", description = "Where the time went, in milliseconds.")
  record Timings(
      @Schema(description = "Waiting for its turns.") double queue,
      @Schema(description = "In the network, without the circuit.") double network,
      @Schema(description = "In the circuit and its measurements.") double circuit,
      @Schema(description = "Enlarging and compressing.") double encoding) {}

  static GenerationAnswer of(GenerationFacts facts, List<DrawnImage> images) {
    GenerateCommand first = facts.commands().getFirst();
    return new GenerationAnswer(
        new Model(facts.model(), facts.modelHash()),
        new Settings(
            first.steps(),
            first.samplerName(),
            first.guidance(),
            first.size(),
            GenerationFacts.describe(first.backend())),
        images.stream().map(drawn -> image(facts, drawn)).toList());
  }

  /** Of all images together. */
  Duration encodingTime() {
    double milliseconds = images.stream().mapToDouble(image -> image.timings().encoding()).sum();
    return Duration.ofNanos(Math.round(milliseconds * 1e6));
  }

  /** The same file that a request for this image alone gets. */
  private static Image image(GenerationFacts facts, DrawnImage drawn) {
    long start = System.nanoTime();
    byte[] file = PngEncoder.encode(drawn.image(), facts.of(drawn.command()).asPngText());
    Duration encoding = Duration.ofNanos(System.nanoTime() - start);
    DrawnImage.Timing timing = drawn.timing();
    return new Image(
        drawn.command().digit(),
        drawn.command().seed(),
        "image/png",
        file,
        new Timings(
            milliseconds(timing.queue()),
            milliseconds(timing.network()),
            milliseconds(timing.circuit()),
            milliseconds(encoding)));
  }

  private static double milliseconds(Duration duration) {
    return Math.round(duration.toNanos() / 1e3) / 1e3;
  }
}
