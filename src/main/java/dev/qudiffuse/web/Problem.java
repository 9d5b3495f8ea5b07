package dev.qudiffuse.web;

import io.swagger.v3.oas.annotations.media.Schema;

/** The wire form of a problem (RFC 9457), for the description of the interface. */
@Schema(name = "Problem", description = "A problem detail (RFC 9457).")
record Problem(String type, String title, int status, String detail, String instance) {

  /** The wire form of a problem with a parameter. */
  @Schema(name = "InvalidParameterProblem", description = "A problem detail about one parameter.")
  record OfParameter(
      String type,
      String title,
      int status,
      String detail,
      String instance,
      @Schema(description = "Name of the parameter.", example = "digit") String parameter,
      @Schema(description = "What it may be.", example = "an integer from 0 to 9") String allowed,
      @Schema(description = "What came.", example = "12") String got) {}
}
