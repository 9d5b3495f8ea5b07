package dev.qudiffuse.web;

import dev.qudiffuse.generation.InvalidRequestException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gathers a request's parameters from wherever they may stand: the query, a form, or a JSON object.
 * All come out as text, so that one place reads them.
 */
@Component
final class GenerationParameters {

  /** Digits of the largest integer that a parameter can be. */
  private static final int LONGEST = 19;

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // or a seed would be rounded
          .build();

  /**
   * All parameters by name, with every value that was given.
   *
   * @throws HttpMediaTypeNotSupportedException for a body that nobody would read
   * @throws InvalidRequestException for JSON that is not an object of plain values
   */
  Map<String, List<String>> of(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    request
        .getParameterMap()
        .forEach((name, values) -> parameters.put(name, new ArrayList<>(List.of(values))));
    if (mayHaveBody(request)) {
      MediaType type = mediaType(request.getContentType());
      if (!request.getMethod().equals("POST")) { // nobody expects another to have one
        if (hasBody(request)) {
          throw new HttpMediaTypeNotSupportedException((MediaType) null, List.of());
        }
      } else if (type != null && type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)) {
        addJson(request, parameters);
      } else if ((type == null || !type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED))
          && hasBody(request)) {
        throw new HttpMediaTypeNotSupportedException(
            (MediaType) null,
            List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_FORM_URLENCODED));
      }
    }
    return parameters;
  }

  private static boolean mayHaveBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  /** Proxies that pass bodies on in chunks pass on none as no chunks. */
  private static boolean hasBody(HttpServletRequest request) throws IOException {
    return request.getInputStream().read() >= 0;
  }

  private static @Nullable MediaType mediaType(@Nullable String contentType) {
    try {
      return contentType == null ? null : MediaType.parseMediaType(contentType);
    } catch (InvalidMediaTypeException e) {
      return null;
    }
  }

  private void addJson(HttpServletRequest request, Map<String, List<String>> parameters)
      throws IOException {
    byte[] body = request.getInputStream().readAllBytes(); // the server limits it
    for (Map.Entry<String, JsonNode> property : object(body).properties()) {
      parameters
          .computeIfAbsent(property.getKey(), name -> new ArrayList<>())
          .add(text(property.getKey(), property.getValue()));
    }
  }

  private JsonNode object(byte[] body) {
    try {
      JsonNode node = mapper.readTree(body);
      if (node.isObject()) {
        return node;
      }
      throw new InvalidRequestException("body", "a JSON object", kind(node));
    } catch (JacksonException e) {
      throw new InvalidRequestException("body", "a JSON object", e.getOriginalMessage());
    }
  }

  private static String text(String name, JsonNode value) {
    if (value.isBigDecimal()) {
      return plain(value.decimalValue());
    }
    if (value.isNumber() || value.isString()) {
      return value.asString();
    }
    throw new InvalidRequestException(name, "a number or a text", kind(value));
  }

  /** An integer may be written as 3.0, as some languages write all their numbers. */
  private static String plain(BigDecimal number) {
    BigDecimal least = number.stripTrailingZeros();
    boolean integer = least.scale() <= 0 && (long) least.precision() - least.scale() <= LONGEST;
    return integer ? least.toPlainString() : number.toString();
  }

  private static String kind(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
