package dev.qudiffuse.web;

import dev.qudiffuse.generation.DrawnImage;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Where the time of an answer went, summed over its images, as the header {@code Server-Timing}
 * (W3C) that browsers show.
 *
 * @param drawing waiting, in the network and in the circuit
 * @param encoding of the files
 */
record ServerTiming(DrawnImage.Timing drawing, Duration encoding) {

  static ServerTiming of(List<DrawnImage> images, Duration encoding) {
    return new ServerTiming(
        new DrawnImage.Timing(
            sum(images, DrawnImage.Timing::queue),
            sum(images, DrawnImage.Timing::network),
            sum(images, DrawnImage.Timing::circuit)),
        encoding);
  }

  private static Duration sum(List<DrawnImage> images, Function<DrawnImage.Timing, Duration> part) {
    return images.stream()
        .map(image -> part.apply(image.timing()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  void addTo(HttpServletResponse response) {
    response.setHeader(
        "Server-Timing",
        String.format(
            Locale.ROOT,
            "queue;dur=%.3f, network;dur=%.3f, circuit;dur=%.3f, encode;dur=%.3f",
            drawing.queue().toNanos() / 1e6,
            drawing.network().toNanos() / 1e6,
            drawing.circuit().toNanos() / 1e6,
            encoding.toNanos() / 1e6));
  }
}
