package dev.qudiffuse.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What the service promises about models, for its OpenAPI description. */
@Tag(name = "models", description = "The models that can draw")
interface ModelApi {

  String MODELS = "/models";

  /** Lists models. */
  @Operation(operationId = "listModels", summary = "List the models that can draw")
  @ApiResponse(
      responseCode = "200",
      description = "The models. Changes only when the service is started with others.",
      headers =
          @Header(
              name = "ETag",
              description = "SHA-256 of the body; `If-None-Match` with it gives 304.",
              schema = @Schema(type = "string")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = ModelCard.Models.class)))
  @CommonAnswers.Malformed
  @CommonAnswers.Refused
  @CommonAnswers.Cacheable
  ResponseEntity<byte[]> models(HttpServletRequest request);

  /** Shows a model. */
  @Operation(operationId = "showModel", summary = "Show a model")
  @ApiResponse(
      responseCode = "200",
      description = "The model. Changes only when the service is started with another.",
      headers =
          @Header(
              name = "ETag",
              description = "SHA-256 of the body; `If-None-Match` with it gives 304.",
              schema = @Schema(type = "string")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = ModelCard.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such model.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.class)))
  @CommonAnswers.Malformed
  @CommonAnswers.Refused
  @CommonAnswers.Cacheable
  ResponseEntity<byte[]> model(
      @Parameter(
              in = ParameterIn.PATH,
              description = "The model: default is that of the jar, custom that of a file.",
              example = "default")
          String id,
      HttpServletRequest request);
}
