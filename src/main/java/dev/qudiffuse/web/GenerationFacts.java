package dev.qudiffuse.web;

import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.io.Sha256;
import dev.qudiffuse.model.CircuitBackend;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What an answer was drawn from: enough to draw it again, to the byte. It stands in the headers, in
 * the PNG itself and, hashed, in the entity tag.
 *
 * @param commands one for each image, alike but for digit and seed
 * @param model its id
 * @param modelHash SHA-256 of its weights
 */
record GenerationFacts(List<GenerateCommand> commands, String model, String modelHash) {

  /** The facts of one of the images. */
  GenerationFacts of(GenerateCommand command) {
    return new GenerationFacts(List.of(command), model, modelHash);
  }

  /** Before every name in a PNG. */
  static final String PNG_PREFIX = "QuDiffuse-";

  /** Digits of a fingerprint, which are 128 bits. */
  private static final int FINGERPRINT = 32;

  /** All facts by name but the size, in the order in which they are told. */
  Map<String, String> byName() {
    GenerateCommand first = commands.getFirst();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "Digit",
        commands.stream()
            .map(command -> Integer.toString(command.digit()))
            .collect(Collectors.joining(",")));
    facts.put("Seed", Long.toString(first.seed()));
    facts.put("Count", Integer.toString(commands.size()));
    facts.put("Steps", Integer.toString(first.steps()));
    facts.put("Sampler", first.samplerName());
    facts.put("Guidance", Float.toString(first.guidance()));
    facts.put("Backend", describe(first.backend()));
    facts.put("Model", model);
    facts.put("Model-Hash", modelHash);
    return facts;
  }

  /** The same for the headers, with the size: a file has that in its own head. */
  Map<String, String> asHeaders() {
    Map<String, String> headers = byName();
    headers.put("Size", Integer.toString(commands.getFirst().size()));
    return headers;
  }

  /** The same for the text of a PNG, where names say whose they are. */
  SequencedMap<String, String> asPngText() {
    SequencedMap<String, String> text = new LinkedHashMap<>();
    text.put("Software", "QuDiffuse");
    byName().forEach((name, value) -> text.put(PNG_PREFIX + name, value));
    return text;
  }

  /** How the circuit is run, with the number that goes with it. */
  static String describe(CircuitBackend backend) {
    return switch (backend) {
      case CircuitBackend.Exact exact -> exact.key();
      case CircuitBackend.Shots shots -> "%s; shots=%d".formatted(shots.key(), shots.shots());
      case CircuitBackend.Noisy noisy -> "%s; noise=%s".formatted(noisy.key(), noisy.noise());
    };
  }

  /**
   * A hash of all that an answer's bytes depend on, for a strong entity tag that is known before
   * anything is drawn.
   */
  String fingerprint(Representation representation) {
    String all =
        "%s %s %s %s %s"
            .formatted(
                representation.mediaType(),
                commands,
                modelHash,
                GenerationFacts.class.getPackage().getImplementationVersion(),
                System.getProperty("java.vm.version")); // which packs the image
    return Sha256.hex(all.getBytes(StandardCharsets.UTF_8)).substring(0, FINGERPRINT);
  }
}
