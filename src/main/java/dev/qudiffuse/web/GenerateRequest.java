package dev.qudiffuse.web;

import dev.qudiffuse.generation.BackendChoice;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.IntegerRange;
import dev.qudiffuse.generation.InvalidRequestException;
import dev.qudiffuse.generation.ModelCatalogue;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request to draw, as they came: each at most once, integers well-formed, but
 * nothing known to be in its range.
 *
 * @param digit what to draw; when absent each image's seed picks it
 * @param seed where the noise of the first image comes from, the next image having the next seed;
 *     when absent it is drawn at random
 * @param count how many images; one when absent
 * @param backend how the circuit is run
 */
record GenerateRequest(
    @Nullable Integer digit,
    @Nullable Long seed,
    @Nullable Integer steps,
    @Nullable String guidance,
    @Nullable Integer size,
    @Nullable String sampler,
    @Nullable Integer count,
    @Nullable String model,
    BackendChoice backend) {

  /** Most images of one request. */
  static final int MAX_COUNT = 64;

  /** Most pixels of all images of one request: what a client may have us hold in memory. */
  static final int MAX_PIXELS = 1 << 24;

  static final List<String> PARAMETERS =
      List.of(
          "digit",
          "seed",
          "steps",
          "guidance",
          "size",
          "sampler",
          "count",
          "model",
          "backend",
          "shots",
          "noise");

  /**
   * Reads the parameters of a request.
   *
   * @throws InvalidRequestException for one that is unknown, malformed or given twice
   */
  static GenerateRequest parse(Map<String, List<String>> parameters) {
    var values = ParameterValues.of(parameters, PARAMETERS);
    return new GenerateRequest(
        values.integer("digit", GenerateCommand.DIGITS),
        seed(values),
        values.integer("steps", GenerateCommand.STEPS),
        values.single("guidance", GenerateCommand.allowedGuidance()),
        values.integer("size", GenerateCommand.SIZES),
        values.single("sampler", GenerateCommand.allowedSampler()),
        values.integer("count", new IntegerRange(1, MAX_COUNT)),
        values.single("model", "the id of a model"),
        new BackendChoice(
            values.single("backend", BackendChoice.allowedBackend()),
            values.integer("shots", BackendChoice.ALLOWED_SHOTS),
            values.single("noise", BackendChoice.allowedNoise())));
  }

  /**
   * The commands that this request asks for, one for each image.
   *
   * @param largest how many the service draws for one request
   * @throws InvalidRequestException for a parameter that is malformed or out of its range
   */
  List<GenerateCommand> toCommands(GenerationDefaults defaults, LongSupplier seeds, int largest) {
    int images = images(largest);
    long first = seed != null ? seed : seeds.getAsLong();
    GenerationDefaults settings = defaults.with(steps, guidance, size, sampler);
    List<GenerateCommand> commands =
        IntStream.range(0, images).mapToObj(i -> command(settings, first + i)).toList();
    requirePixels(settings.size(), images);
    return commands;
  }

  /**
   * The name of the model that is to draw.
   *
   * @throws InvalidRequestException if there is none of that name
   */
  String modelName(ModelCatalogue models) {
    if (model == null) {
      return models.first();
    }
    var unused = models.require(model);
    return model;
  }

  private int images(int largest) {
    var possible = new IntegerRange(1, Math.min(MAX_COUNT, largest));
    return possible.require("count", count != null ? count : 1);
  }

  private static void requirePixels(int size, int images) {
    if ((long) size * size * images > MAX_PIXELS) {
      int largest = (int) Math.sqrt((double) MAX_PIXELS / images);
      throw new InvalidRequestException(
          "size",
          "%s for %d images"
              .formatted(new IntegerRange(GenerateCommand.NATIVE_SIZE, largest), images),
          Integer.toString(size));
    }
  }

  private GenerateCommand command(GenerationDefaults settings, long imageSeed) {
    return new GenerateCommand(
        digit != null ? digit : (int) Math.floorMod(imageSeed, GenerateCommand.MAX_DIGIT + 1L),
        imageSeed,
        settings.steps(),
        settings.guidance(),
        settings.size(),
        settings.sampler(),
        backend.toBackend());
  }

  private static @Nullable Long seed(ParameterValues values) {
    String allowed = "an integer from %d to %d".formatted(Long.MIN_VALUE, Long.MAX_VALUE);
    String value = values.single("seed", allowed);
    return value == null ? null : ParameterValues.integer("seed", allowed, value, Long::valueOf);
  }
}
