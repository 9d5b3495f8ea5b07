package dev.qudiffuse.web;

import dev.qudiffuse.web.Contract.Operation;
import dev.qudiffuse.web.Contract.Parameter;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Requests for an operation, from valid to nonsense, but always with the framing of HTTP: whoever
 * sends one whole can read one answer. A seed gives the same request for ever.
 */
final class RandomRequests {

  private static final List<String> METHODS =
      List.of("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get");

  private static final List<String> ACCEPTS =
      List.of(
          "*/*",
          "image/png",
          "image/gif",
          "application/json",
          "text/event-stream",
          "image/svg+xml",
          "text/plain",
          "text/x-openqasm",
          "text/x-openqasm;version=3.0",
          "text/html,application/xhtml+xml,*/*;q=0.8",
          "image/png;q=0,*/*",
          "application/problem+json",
          "application/*;q=0.5, text/*",
          "nonsense",
          "",
          "image/png;q=2",
          "image/png;q=x",
          ",,,",
          "*/json",
          "a/b;c=\"",
          "application/json;charset=nowhere",
          "text/event-stream;q=0.0001");

  private static final List<String> CONTENT_TYPES =
      List.of(
          "application/json",
          "application/x-www-form-urlencoded",
          "image/png",
          "application/json;charset=utf-16",
          "application/x-www-form-urlencoded;charset=nowhere",
          "multipart/form-data;boundary=x",
          "multipart/form-data",
          "text/plain",
          "nonsense",
          "",
          "application/json;",
          "/",
          "image/*",
          "*/*");

  private static final List<String> PREFERS =
      List.of(
          "wait=10",
          "wait=0",
          "wait=-1",
          "wait",
          "wait=",
          "wait=\"5\"",
          "wait=99999999999",
          "respond-async, wait=3",
          "return=minimal",
          ";;;",
          "wait=1;wait=2",
          "WAIT = 7");

  private static final List<String> TAGS =
      List.of("*", "\"x\"", "W/\"x\"", "x", "\"", "W/", ",,", "\"a\", \"b\"", "\"a\"b\"c");

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "null",
          "NaN",
          "Infinity",
          "-0",
          "+3",
          "3 ",
          "3.0",
          "1e3",
          "0x10",
          "٣",
          "３",
          "９９９",
          "\u0000",
          "\uFEFF3",
          "\u202E3",
          "é́́́",
          "🂡🂡",
          "\uD800",
          "-1",
          "99999999999999999999999999",
          "-9223372036854775809",
          "1e999999999",
          "1e-999999999",
          "true",
          "[]",
          "{}",
          "<script>",
          "../../etc/passwd",
          "${jndi:x}",
          "%s%n",
          "'; --",
          "a\r\nX-Injected: 1");

  private final Random random;
  private final Operation operation;

  private RandomRequests(Random random, Operation operation) {
    this.random = random;
    this.operation = operation;
  }

  /** A request as it goes over the line. */
  record Request(String method, byte[] bytes) {

    /** Readable, and short enough for a message. */
    @Override
    public String toString() {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return text.length() > 600 ? text.substring(0, 600) + "... " + text.length() : text;
    }
  }

  static Request of(long seed, Operation operation) {
    return new RandomRequests(new Random(seed), operation).request();
  }

  private Request request() {
    String method = chance(0.05) ? pick(METHODS) : operation.method();
    byte[] form = new byte[0];
    String query = query();
    List<String> headers = headers();
    if (!operation.bodies().isEmpty() ? chance(0.7) : chance(0.03)) {
      form = body();
      String type =
          operation.bodies().isEmpty() || chance(0.15)
              ? pick(CONTENT_TYPES)
              : pick(operation.bodies());
      headers.add("Content-Type: " + type);
      if (chance(0.8)) {
        query = ""; // else most would say something twice
      }
    }
    boolean chunked = form.length > 0 && chance(0.2);
    if (chunked) {
      headers.add("Transfer-Encoding: chunked");
    } else if (form.length > 0 || !method.equals("GET")) {
      headers.add("Content-Length: " + form.length);
    }
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        "%s %s%s HTTP/1.1\r\nHost: localhost\r\n"
            .formatted(method, path(), query.isEmpty() ? "" : "?" + query)
            .getBytes(StandardCharsets.UTF_8));
    headers.forEach(
        line -> bytes.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1)));
    bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(chunked ? chunks(form) : form);
    return new Request(method, bytes.toByteArray());
  }

  private String path() {
    if (!operation.path().contains("{id}")) {
      return operation.path();
    }
    String id =
        chance(0.8)
            ? operation.path().startsWith("/circuits") ? "custom-bottleneck" : "custom"
            : encode("x" + oddValue().replace("/", ""));
    return operation.path().replace("{id}", id);
  }

  /** Usually cheap and right; else any of what can be wrong. */
  private String query() {
    List<String> pairs = new ArrayList<>();
    boolean valid = chance(0.4);
    for (Parameter parameter : operation.query()) {
      if (parameter.required() && (valid || chance(0.9)) || mayBeThere(parameter)) {
        pairs.add(
            parameter.name() + "=" + encode(valid ? validValue(parameter) : anyValue(parameter)));
      }
    }
    if (!valid && chance(0.1)) {
      pairs.add(encode(oddValue()) + "=" + encode(oddValue()));
    }
    if (!valid && chance(0.1) && !pairs.isEmpty()) {
      pairs.add(pick(pairs));
    }
    String query = String.join("&", pairs);
    return !valid && chance(0.1) ? damage(query) : query;
  }

  private boolean mayBeThere(Parameter parameter) {
    return switch (parameter.name()) {
      case "steps", "size" -> chance(0.98); // the defaults take their time
      case "digit", "timestep" -> chance(0.7);
      default -> chance(0.2);
    };
  }

  private String validValue(Parameter parameter) {
    switch (parameter.name()) {
      case "model" -> {
        return "default";
      }
      case "steps" -> {
        return "" + (chance(0.005) ? 1000 : 1 + random.nextInt(5));
      }
      case "size" -> {
        return "" + (chance(0.005) ? 1024 : 28 + random.nextInt(30));
      }
      case "count" -> {
        return "" + (chance(0.1) ? 16 : 1 + random.nextInt(3));
      }
      default -> {
        return fromSchema(parameter);
      }
    }
  }

  private String fromSchema(Parameter parameter) {
    if (parameter.schema().get("enum") instanceof List<?> values) {
      return String.valueOf(pick(values));
    }
    double least = number(parameter, "minimum", -1000);
    double most = number(parameter, "maximum", 1000);
    double value = least + (most - least) * random.nextDouble();
    return "integer".equals(parameter.schema().get("type"))
        ? "" + Math.round(value)
        : "" + (float) value;
  }

  private static double number(Parameter parameter, String bound, double otherwise) {
    return parameter.schema().get(bound) instanceof Number number
        ? number.doubleValue()
        : otherwise;
  }

  private String anyValue(Parameter parameter) {
    if (chance(0.8)) {
      return validValue(parameter);
    }
    return switch (random.nextInt(3)) {
      case 0 -> "" + (long) (number(parameter, "minimum", 0) - 1);
      case 1 -> "" + (long) (number(parameter, "maximum", 0) + 1);
      default -> oddValue();
    };
  }

  private String oddValue() {
    return chance(0.03) ? "9".repeat(1 + random.nextInt(9000)) : pick(ODD);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** As no encoder would write it. */
  private String damage(String query) {
    int at = random.nextInt(query.length() + 1);
    String mistake =
        pick(
            List.of(
                "%", "%zz", "%ff", "%C3", "&&", "=", "&=&", ";", "#", "[", "é", "\"", "%00", "+"));
    return query.substring(0, at) + mistake + query.substring(at);
  }

  private List<String> headers() {
    List<String> headers = new ArrayList<>();
    add(headers, 0.6, "Accept", ACCEPTS);
    add(headers, 0.1, "Accept", ACCEPTS);
    add(headers, 0.2, "Prefer", PREFERS);
    add(headers, 0.2, "If-None-Match", TAGS);
    add(headers, 0.02, "If-Modified-Since", List.of("Thu, 01 Jan 2099 00:00:00 GMT", "yesterday"));
    add(headers, 0.02, "Range", List.of("bytes=0-3", "bytes=9-1", "lines=1"));
    add(headers, 0.02, "Origin", List.of("null", "http://elsewhere.example"));
    add(headers, 0.02, "Accept-Encoding", List.of("gzip", "identity;q=0", "x"));
    add(headers, 0.02, "Accept-Language", List.of("de", "xx-YY-ZZZZ-1", "*;q=2", "é"));
    add(headers, 0.02, "X-Forwarded-For", List.of("1.2.3.4", "nonsense, 🂡", ""));
    add(headers, 0.02, "X-Forwarded-Prefix", List.of("/a", "a b", "//", "é"));
    add(headers, 0.02, "traceparent", List.of("00-1-2-3", "x"));
    add(headers, 0.02, "Cookie", List.of("a=b", ";;", "\"="));
    if (chance(0.01)) {
      headers.add("X-Long: " + "a".repeat(random.nextInt(9000)));
    }
    return headers;
  }

  private void add(List<String> headers, double probability, String name, List<String> values) {
    if (chance(probability)) {
      headers.add(name + ": " + pick(values));
    }
  }

  private byte[] body() {
    byte[] body =
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> json().getBytes(StandardCharsets.UTF_8);
          case 3 -> query().getBytes(StandardCharsets.UTF_8);
          case 4 -> ("[".repeat(random.nextInt(5000)) + "{\"a\":").getBytes(StandardCharsets.UTF_8);
          case 5 -> ("{\"a\":".repeat(random.nextInt(2000))).getBytes(StandardCharsets.UTF_8);
          case 6 -> noise(random.nextInt(chance(0.1) ? 20_000 : 200));
          default -> png();
        };
    return chance(0.2) ? Arrays.copyOf(body, random.nextInt(body.length + 1)) : body;
  }

  private String json() {
    return operation.query().stream()
        .filter(this::mayBeThere)
        .map(parameter -> "\"%s\":%s".formatted(parameter.name(), jsonValue(parameter)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private String jsonValue(Parameter parameter) {
    if (chance(0.1)) {
      return pick(
          List.of(
              "null",
              "true",
              "[1]",
              "{\"a\":1}",
              "1e400",
              "-0.0",
              "01",
              "\"\\ud800\"",
              "\"\\u0000\"",
              "'x'",
              "3.0"));
    }
    String value = validValue(parameter);
    return value.matches("-?[0-9.]+") && chance(0.8) ? value : "\"" + value + "\"";
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  /** A file's first bytes, then chunks of which none is what it says. */
  private byte[] png() {
    byte[] file = noise(20 + random.nextInt(200));
    byte[] start = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    System.arraycopy(start, 0, file, 0, start.length);
    return file;
  }

  private byte[] chunks(byte[] body) {
    int first = random.nextInt(body.length + 1);
    var bytes = new ByteArrayOutputStream();
    for (byte[] part :
        List.of(Arrays.copyOf(body, first), Arrays.copyOfRange(body, first, body.length))) {
      if (part.length > 0) {
        bytes.writeBytes("%x\r\n".formatted(part.length).getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(part);
        bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
    bytes.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
