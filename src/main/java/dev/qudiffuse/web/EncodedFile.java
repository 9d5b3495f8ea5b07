package dev.qudiffuse.web;

import dev.qudiffuse.generation.DrawnImage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A file as it is sent, and how long it took to encode. */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record EncodedFile(byte[] bytes, Duration time) {

  /** Encodes, and takes the time. */
  static EncodedFile of(Supplier<byte[]> encoder) {
    long start = System.nanoTime();
    byte[] bytes = encoder.get();
    return new EncodedFile(bytes, Duration.ofNanos(System.nanoTime() - start));
  }

  /** Writes it as the whole answer. */
  void write(String mediaType, List<DrawnImage> images, HttpServletResponse response)
      throws IOException {
    ServerTiming.of(images, time).addTo(response);
    response.setContentType(mediaType);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
