package dev.qudiffuse.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.ExecutionException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;

/**
 * What the service promises about drawing, for its OpenAPI description; kept apart from how it is
 * done.
 */
@Tag(name = "generation", description = "Drawing handwritten digits")
interface GenerationApi {

  String DIGIT_HEADER = "X-QuDiffuse-Digit";
  String SEED_HEADER = "X-QuDiffuse-Seed";

  /** Draws a digit. */
  @Operation(
      operationId = "generate",
      summary = "Draw a handwritten digit",
      description =
          "Equal parameters give equal images, to the byte. Parameters that are not listed are refused.",
      parameters = {
        @Parameter(
            name = "digit",
            in = ParameterIn.QUERY,
            description = "What to draw. When absent, the seed picks it.",
            schema = @Schema(type = "integer", format = "int32", minimum = "0", maximum = "9"),
            example = "3"),
        @Parameter(
            name = "seed",
            in = ParameterIn.QUERY,
            description =
                "Where the noise comes from. When absent, drawn at random. Comes back in a header.",
            schema = @Schema(type = "integer", format = "int64")),
        @Parameter(
            name = "steps",
            in = ParameterIn.QUERY,
            description = "Number of denoising steps. More take longer.",
            schema = @Schema(type = "integer", format = "int32", minimum = "1", maximum = "1000")),
        @Parameter(
            name = "guidance",
            in = ParameterIn.QUERY,
            description =
                "Strength of classifier-free guidance: 1 is none, more follows the digit more strictly.",
            schema = @Schema(type = "number", format = "float", minimum = "0", maximum = "20")),
        @Parameter(
            name = "size",
            in = ParameterIn.QUERY,
            description = "Pixels a side. 28 is the image as the network drew it.",
            schema = @Schema(type = "integer", format = "int32", minimum = "28", maximum = "1024")),
        @Parameter(
            name = "sampler",
            in = ParameterIn.QUERY,
            description =
                "How noise becomes an image: ddpm adds fresh noise at every step, ddim none.",
            schema =
                @Schema(
                    type = "string",
                    allowableValues = {"ddpm", "ddim"}))
      })
  @ApiResponse(
      responseCode = "200",
      description = "The drawing: white ink on black, 8-bit grayscale.",
      headers = {
        @Header(
            name = SEED_HEADER,
            description = "The seed that was used.",
            schema = @Schema(type = "integer", format = "int64")),
        @Header(
            name = DIGIT_HEADER,
            description = "The digit that was asked for or picked.",
            schema = @Schema(type = "integer", format = "int32"))
      },
      content =
          @Content(
              mediaType = MediaType.IMAGE_PNG_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(
      responseCode = "400",
      description = "A parameter is unknown, malformed or out of range.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = InvalidParameterProblem.class)))
  @ApiResponse(
      responseCode = "503",
      description =
          "As many drawings are waiting as may wait, or the drawing was not finished in time."
              + " Try again after a while.",
      headers =
          @Header(
              name = "Retry-After",
              description = "After how many seconds to try again.",
              schema = @Schema(type = "integer", format = "int32")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.class)))
  ResponseEntity<byte[]> generate(
      @Parameter(hidden = true) MultiValueMap<String, String> parameters)
      throws InterruptedException, ExecutionException;

  /** The wire form of a problem (RFC 9457). */
  @Schema(name = "Problem", description = "A problem detail (RFC 9457).")
  record Problem(String type, String title, int status, String detail, String instance) {}

  /** The wire form of a problem with a parameter. */
  @Schema(name = "InvalidParameterProblem", description = "A problem detail about one parameter.")
  record InvalidParameterProblem(
      String type,
      String title,
      int status,
      String detail,
      String instance,
      @Schema(description = "Name of the parameter.", example = "digit") String parameter,
      @Schema(description = "What it may be.", example = "an integer from 0 to 9") String allowed,
      @Schema(description = "What came.", example = "12") String got) {}
}
