package dev.qudiffuse.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wire form of how good a model's digits are, from the report that {@code evaluate} wrote. */
@Schema(
    name = "ModelQuality",
    description =
        "How good its digits are, measured on these very weights. Distances are in the features of"
            + " the evaluator and compare with nothing else.")
record ModelQuality(
    @Schema(
            description = "The command that drew the images.",
            example = "sample --count 2000 --seed 1 --out samples")
        String sampling,
    @Schema(description = "The command that judged them.") String evaluation,
    @Schema(description = "SHA-256 of the classifier that judged.") String evaluator,
    @Schema(description = "Share of real test digits that the classifier reads rightly.")
        double evaluatorAccuracy,
    @Schema(description = "How many images were judged.") int samples,
    @Schema(description = "Share of them that are read as the digit asked for.") double readAsAsked,
    @Schema(description = "The same for the digit that came out worst.") double worstDigit,
    @Schema(description = "The images beside real test digits.") Comparison generated,
    @Schema(description = "Real training digits beside the same: what can be reached.")
        Comparison real) {

  private static final String SHIPPED = "/models/default.evaluation.json";

  /** One set of images beside the test digits. */
  @Schema(name = "Comparison", description = "A set of images beside real test digits.")
  record Comparison(
      @Schema(description = "Squared Fréchet distance.") double frechetDistance,
      double precision,
      double recall,
      double density,
      double coverage,
      @Schema(description = "Share of images without broken strokes and specks.")
          double inOnePiece) {

    private static Comparison of(JsonNode report) {
      return new Comparison(
          report.at("/frechetDistance").asDouble(),
          report.at("/manifold/precision").asDouble(),
          report.at("/manifold/recall").asDouble(),
          report.at("/manifold/density").asDouble(),
          report.at("/manifold/coverage").asDouble(),
          report.at("/inOnePiece").asDouble());
    }
  }

  /**
   * What is known of certain weights.
   *
   * @param sha256 of the weights file; figures of others are not given
   */
  static Optional<ModelQuality> of(String sha256) {
    JsonNode report = read();
    return report.at("/sampling/model").asString().equals(sha256)
        ? Optional.of(of(report))
        : Optional.empty();
  }

  private static JsonNode read() {
    try (InputStream in = ModelQuality.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("expected a resource " + SHIPPED + ", found nothing");
      }
      return JsonMapper.shared().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelQuality of(JsonNode report) {
    return new ModelQuality(
        report.at("/sampling/command").asString(),
        report.at("/command").asString(),
        report.at("/evaluator").asString(),
        report.at("/testAccuracy").asDouble(),
        report.at("/samples").asInt(),
        report.at("/accuracy").asDouble(),
        StreamSupport.stream(report.at("/digits").spliterator(), false)
            .mapToDouble(digit -> digit.at("/accuracy").asDouble())
            .min()
            .orElseThrow(),
        Comparison.of(report.at("/generated")),
        Comparison.of(report.at("/real")));
  }
}
