package dev.qudiffuse.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;

/**
 * What the service promises about drawing, for its OpenAPI description; kept apart from how it is
 * done.
 */
@Tag(name = "generation", description = "Drawing handwritten digits")
interface GenerationApi {

  String HEADER_PREFIX = "X-QuDiffuse-";
  String PREFER_HEADER = "Prefer";

  /** Draws digits. */
  @Operation(
      operationId = "generate",
      summary = "Draw handwritten digits",
      description =
          "Equal parameters give equal images, to the byte. Parameters come in the query, as a form"
              + " or as a JSON object, each at most once; those that are not listed are refused.")
  @RequestBody(
      description = "The same parameters, if they are not in the query.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = GenerateBody.class),
            examples = @ExampleObject("{\"digit\": 3, \"seed\": 42}")),
        @Content(
            mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            schema = @Schema(implementation = GenerateBody.class))
      })
  @Drawing
  @Seed
  @Drawn
  @CommonAnswers.Refused
  @CommonAnswers.ReadsBody
  void generate(HttpServletRequest request, HttpServletResponse response);

  /** Draws again what a seed decides. */
  @Operation(
      operationId = "regenerate",
      summary = "Draw the digits of a seed",
      description =
          "As POST, but with a seed, which decides everything: so the answer may be cached, and has"
              + " an entity tag that is known before anything is drawn.")
  @Drawing
  @RequiredSeed
  @Parameter(
      name = "If-None-Match",
      in = ParameterIn.HEADER,
      description = "Entity tag of an answer that the caller has.",
      schema = @Schema(type = "string"))
  @Drawn
  @CommonAnswers.Refused
  @CommonAnswers.ReadsBody
  @CommonAnswers.Cacheable
  void regenerate(HttpServletRequest request, HttpServletResponse response);

  /** The parameters of both operations. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @Parameters({
    @Parameter(
        name = "digit",
        in = ParameterIn.QUERY,
        description = "What to draw. When absent, each image's seed picks it.",
        schema = @Schema(type = "integer", format = "int32", minimum = "0", maximum = "9"),
        example = "3"),
    @Parameter(
        name = "steps",
        in = ParameterIn.QUERY,
        description = "Number of denoising steps. More take longer.",
        schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "1000")),
    @Parameter(
        name = "guidance",
        in = ParameterIn.QUERY,
        description =
            "Strength of classifier-free guidance: 1 is none, more follows the digit more"
                + " strictly.",
        schema = @Schema(type = "number", format = "float", minimum = "0", maximum = "20")),
    @Parameter(
        name = "size",
        in = ParameterIn.QUERY,
        description =
            "Pixels a side. 28 is the image as the network drew it. All images together have at"
                + " most 16777216 pixels.",
        schema = @Schema(type = "integer", format = "int32", minimum = "28", maximum = "1024")),
    @Parameter(
        name = "sampler",
        in = ParameterIn.QUERY,
        description = "How noise becomes an image: ddpm adds fresh noise at every step, ddim none.",
        schema =
            @Schema(
                type = "string",
                allowableValues = {"ddpm", "ddim"})),
    @Parameter(
        name = "count",
        in = ParameterIn.QUERY,
        description =
            "How many images: a contact sheet, or each by itself in JSON; 1 for a GIF. Image i is"
                + " that of seed + i.",
        schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "64")),
    @Parameter(
        name = "model",
        in = ParameterIn.QUERY,
        description = "Which model draws.",
        schema = @Schema(type = "string"),
        example = "default"),
    @Parameter(
        name = "backend",
        in = ParameterIn.QUERY,
        description =
            "How the circuit is run: exact on its state vector, with finitely many shots for each"
                + " observable, or on noisy gates. The seed decides the outcomes, too.",
        schema =
            @Schema(
                type = "string",
                allowableValues = {"exact", "shots", "noisy"})),
    @Parameter(
        name = "shots",
        in = ParameterIn.QUERY,
        description = "Measurements of each observable; needed with shots, and only then.",
        schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "100000")),
    @Parameter(
        name = "noise",
        in = ParameterIn.QUERY,
        description =
            "Probability of depolarizing noise after every gate; needed with noisy, and only then.",
        schema = @Schema(type = "number", format = "double", minimum = "0", maximum = "1")),
    @Parameter(
        name = PREFER_HEADER,
        in = ParameterIn.HEADER,
        description =
            "wait=SECONDS (RFC 7240): how long the caller waits. What is not drawn by then is given"
                + " up; with 0, everything. More than the service's own deadline is as much as"
                + " that, and what is no number is ignored; `Preference-Applied` says what counts.",
        schema = @Schema(type = "string"))
  })
  @interface Drawing {}

  /** The seed where it may be absent. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @Parameter(
      name = "seed",
      in = ParameterIn.QUERY,
      description =
          "Where the noise comes from. When absent, drawn at random. Comes back in a header.",
      schema = @Schema(type = "integer", format = "int64"),
      example = "42")
  @interface Seed {}

  /** The seed where it may not. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @Parameter(
      name = "seed",
      in = ParameterIn.QUERY,
      required = true,
      description = "Where the noise comes from.",
      schema = @Schema(type = "integer", format = "int64"),
      example = "42")
  @interface RequiredSeed {}

  /** The answers of both operations. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ApiResponse(
      responseCode = "200",
      description =
          "White ink on black, 8-bit grayscale: by Accept the image (several on a contact sheet),"
              + " the image coming out of the noise, everything in JSON, or the progress as events"
              + " `queued`, `step` and at last `result`, whose data is that JSON, or `problem`.",
      headers = {
        @Header(
            name = HEADER_PREFIX + "Seed",
            description = "The seed of the first image.",
            schema = @Schema(type = "integer", format = "int64")),
        @Header(
            name = HEADER_PREFIX + "Digit",
            description = "The digits that were asked for or picked, with commas between them.",
            schema = @Schema(type = "string"),
            example = "3"),
        @Header(
            name = HEADER_PREFIX + "Count",
            description = "How many images.",
            schema = @Schema(type = "integer", format = "int32")),
        @Header(
            name = HEADER_PREFIX + "Steps",
            description = "Denoising steps of each.",
            schema = @Schema(type = "integer", format = "int32")),
        @Header(
            name = HEADER_PREFIX + "Size",
            description = "Pixels a side of each.",
            schema = @Schema(type = "integer", format = "int32")),
        @Header(name = HEADER_PREFIX + "Sampler", schema = @Schema(type = "string")),
        @Header(name = HEADER_PREFIX + "Guidance", schema = @Schema(type = "number")),
        @Header(name = HEADER_PREFIX + "Backend", schema = @Schema(type = "string")),
        @Header(name = HEADER_PREFIX + "Model", schema = @Schema(type = "string")),
        @Header(
            name = HEADER_PREFIX + "Model-Hash",
            description = "SHA-256 of the weights.",
            schema = @Schema(type = "string")),
        @Header(
            name = "Server-Timing",
            description =
                "Milliseconds in queue, network, circuit and encode, summed over the images.",
            schema = @Schema(type = "string"))
      },
      content = {
        @Content(
            mediaType = MediaType.IMAGE_PNG_VALUE,
            schema = @Schema(type = "string", format = "binary")),
        @Content(
            mediaType = MediaType.IMAGE_GIF_VALUE,
            schema = @Schema(type = "string", format = "binary")),
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = GenerationAnswer.class)),
        @Content(
            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
            schema =
                @Schema(
                    oneOf = {
                      EventAnswer.Queued.class,
                      EventAnswer.Step.class,
                      GenerationAnswer.class,
                      Problem.class
                    }))
      })
  @ApiResponse(
      responseCode = "400",
      description = "A parameter is unknown, malformed or out of range.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.OfParameter.class)))
  @ApiResponse(
      responseCode = "429",
      description = "The caller has as many images on their way as one caller may have.",
      headers =
          @Header(
              name = "Retry-After",
              description = "After how many seconds to try again.",
              schema = @Schema(type = "integer", format = "int32")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.class)))
  @ApiResponse(
      responseCode = "503",
      description =
          "There is no room in the queue, the service is stopping, or the images were not finished"
              + " in time. Try again after a while.",
      headers =
          @Header(
              name = "Retry-After",
              description = "After how many seconds to try again.",
              schema = @Schema(type = "integer", format = "int32")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.class)))
  @interface Drawn {}

  /** The wire form of a request's body. */
  @Schema(name = "GenerateBody", description = "The parameters, as in the query.")
  record GenerateBody(
      @Schema(minimum = "0", maximum = "9", example = "3") Integer digit,
      @Schema(example = "42") Long seed,
      @Schema(minimum = "1", maximum = "1000", example = "20") Integer steps,
      @Schema(minimum = "0", maximum = "20", example = "2") Float guidance,
      @Schema(minimum = "28", maximum = "1024", example = "280") Integer size,
      @Schema(allowableValues = {"ddpm", "ddim"}) String sampler,
      @Schema(minimum = "1", maximum = "64", example = "1") Integer count,
      @Schema(example = "default") String model,
      @Schema(allowableValues = {"exact", "shots", "noisy"}) String backend,
      @Schema(minimum = "1", maximum = "100000") Integer shots,
      @Schema(minimum = "0", maximum = "1") Double noise) {}
}
