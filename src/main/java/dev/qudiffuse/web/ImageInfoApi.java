package dev.qudiffuse.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.MediaType;

/** What the service promises about images that it is shown, for its OpenAPI description. */
@Tag(name = "images", description = "Images that were drawn before")
interface ImageInfoApi {

  /** Reads what an image says of itself. */
  @Operation(
      operationId = "imageInfo",
      summary = "Read what a PNG was drawn from",
      description =
          "Every PNG of this service says what it was drawn from. Pixels are not looked at. A file"
              + " may have at most 4194304 bytes, 16384 pixels a side, and 64 texts of 65536"
              + " characters together.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.IMAGE_PNG_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @ApiResponse(
      responseCode = "200",
      description = "What the file says. Nobody vouches for it: anyone can write such a file.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = ImageInfo.class)))
  @ApiResponse(
      responseCode = "400",
      description = "Not a PNG, a damaged one, or one with more pixels or text than is read.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.OfParameter.class)))
  @CommonAnswers.Refused
  @CommonAnswers.ReadsBody
  ImageInfo info(HttpServletRequest request);

  /** The wire form of what a file says. */
  @Schema(name = "ImageInfo", description = "What a PNG says of itself.")
  record ImageInfo(
      @Schema(description = "Pixels in a row.", example = "280") int width,
      @Schema(description = "Rows.", example = "280") int height,
      @Schema(
              description = "What this service wrote into it: Digit, Seed, Steps and so on.",
              example = "{\"Digit\": \"3\", \"Seed\": \"42\"}")
          Map<String, String> generation,
      @Schema(description = "What else it says.", example = "{\"Software\": \"QuDiffuse\"}")
          Map<String, String> other) {}
}
