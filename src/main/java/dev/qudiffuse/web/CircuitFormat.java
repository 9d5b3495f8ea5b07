package dev.qudiffuse.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.MediaType;

/** As what a circuit is shown. */
enum CircuitFormat {
  JSON(MediaType.APPLICATION_JSON),
  SVG(MediaType.valueOf(CircuitFormat.SVG_VALUE)),
  TEXT(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8)),
  OPENQASM(new MediaType(MediaType.valueOf(CircuitFormat.OPENQASM_VALUE), StandardCharsets.UTF_8));

  static final String SVG_VALUE = "image/svg+xml";

  /**
   * No type is registered for OpenQASM. Among those in use, this names the language and not another
   * one called QASM. Who asks for another version does not get this one.
   */
  static final String OPENQASM_VALUE = "text/x-openqasm;version=3.0";

  /** All of them; JSON comes first for a client that does not mind. */
  static final List<CircuitFormat> ALL = List.of(values());

  private final MediaType mediaType;

  CircuitFormat(MediaType mediaType) {
    this.mediaType = mediaType;
  }

  /** The type of a response in this format. */
  MediaType mediaType() {
    return mediaType;
  }
}
