package dev.qudiffuse.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;

/** What the service promises about circuits, for its OpenAPI description. */
@Tag(name = "circuits", description = "The quantum circuits of the models")
interface CircuitApi {

  String CIRCUITS = "/circuits";

  /** Lists circuits. */
  @Operation(operationId = "listCircuits", summary = "List the circuits of all models")
  @ApiResponse(
      responseCode = "200",
      description = "The circuits. Changes only with the models.",
      headers =
          @Header(
              name = "ETag",
              description = "SHA-256 of the body; `If-None-Match` with it gives 304.",
              schema = @Schema(type = "string")),
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = CircuitCard.Circuits.class)))
  @CommonAnswers.Malformed
  @CommonAnswers.Refused
  @CommonAnswers.Cacheable
  ResponseEntity<byte[]> circuits(HttpServletRequest request);

  /** Tells what was measured. */
  @Operation(
      operationId = "circuitMetrics",
      summary = "What was measured of the circuits",
      description =
          "Times of every denoising step's circuit, measured by this instance since it started, and"
              + " the circuits' expressibility and entangling capability. Percentiles are right to"
              + " within a hundredth of themselves.")
  @ApiResponse(
      responseCode = "200",
      description = "What was measured so far.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = CircuitReport.class)))
  @CommonAnswers.Malformed
  @CommonAnswers.Refused
  ResponseEntity<CircuitReport> metrics();

  /** Shows a circuit. */
  @Operation(
      operationId = "showCircuit",
      summary = "Show a circuit",
      description =
          "As JSON, as a drawing, or as an OpenQASM 3 program, by the header `Accept`. With `digit`"
              + " and `timestep` its angles are those that training found for them; without, they"
              + " are parameters.",
      parameters = {
        @Parameter(
            name = "id",
            in = ParameterIn.PATH,
            description = "The circuit.",
            schema = @Schema(type = "string"),
            example = "default-bottleneck"),
        @Parameter(
            name = "digit",
            in = ParameterIn.QUERY,
            description =
                "The digit 0 to 9 that is drawn, or none for the null condition of guidance. Goes"
                    + " with `timestep`.",
            schema =
                @Schema(
                    type = "string",
                    allowableValues = {
                      "0",
                      "1",
                      "2",
                      "3",
                      "4",
                      "5",
                      "6",
                      "7",
                      "8",
                      "9",
                      CircuitQuery.NONE
                    },
                    example = "3")),
        @Parameter(
            name = "timestep",
            in = ParameterIn.QUERY,
            description =
                "The timestep of the noise, from 0, hardly any, to 999, nothing else. Goes with"
                    + " `digit`.",
            schema = @Schema(type = "integer", format = "int32", minimum = "0", maximum = "999"),
            example = "500")
      })
  @ApiResponse(
      responseCode = "200",
      description = "The circuit. Changes only with the model.",
      headers =
          @Header(
              name = "ETag",
              description = "SHA-256 of the body; `If-None-Match` with it gives 304.",
              schema = @Schema(type = "string")),
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = CircuitCard.class)),
        @Content(mediaType = CircuitFormat.SVG_VALUE, schema = @Schema(type = "string")),
        @Content(
            mediaType = MediaType.TEXT_PLAIN_VALUE,
            schema = @Schema(type = "string", description = "A drawing of Unicode characters."),
            examples =
                @ExampleObject(
                    """
                         ┌───┐
                    q0: ─┤ H ├──●──
                         └───┘  │
                    q1: ────────⊕──
                    """)),
        @Content(
            mediaType = CircuitFormat.OPENQASM_VALUE,
            schema =
                @Schema(
                    type = "string",
                    description =
                        "OpenQASM 3.0, for which no media type is registered. Parameters without"
                            + " numbers are `input float[64] theta_0` and so on."),
            examples =
                @ExampleObject(
                    """
                    OPENQASM 3.0;
                    include "stdgates.inc";
                    qubit[2] q;
                    h q[0];
                    cx q[0], q[1];
                    """))
      })
  @ApiResponse(
      responseCode = "400",
      description = "A parameter is unknown, malformed, out of range or without the other.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.OfParameter.class)))
  @ApiResponse(
      responseCode = "404",
      description = "There is no such circuit.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
              schema = @Schema(implementation = Problem.class)))
  @CommonAnswers.Refused
  @CommonAnswers.Cacheable
  ResponseEntity<byte[]> circuit(
      String id,
      @Parameter(hidden = true) MultiValueMap<String, String> parameters,
      HttpServletRequest request);
}
