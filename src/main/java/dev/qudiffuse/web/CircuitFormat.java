package dev.qudiffuse.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
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

  private static final String VERSION = "version";

  private final MediaType mediaType;

  CircuitFormat(MediaType mediaType) {
    this.mediaType = mediaType;
  }

  /** The type of a response in this format. */
  MediaType mediaType() {
    return mediaType;
  }

  /**
   * The format that a client likes best.
   *
   * @param accepted what it accepts, the best first; if several formats are as good, or none will
   *     do, JSON comes first
   */
  static CircuitFormat of(List<MediaType> accepted) {
    for (MediaType wanted : accepted) {
      for (CircuitFormat format : values()) {
        if (wanted.isCompatibleWith(format.mediaType) && isVersion(wanted, format)) {
          return format;
        }
      }
    }
    return JSON;
  }

  private static boolean isVersion(MediaType wanted, CircuitFormat format) {
    String version = wanted.getParameter(VERSION);
    return version == null || Objects.equals(version, format.mediaType.getParameter(VERSION));
  }
}
