package dev.qudiffuse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/** The forms in which drawings are answered; the first is what a caller gets who does not mind. */
enum Representation {
  /** The image, or a contact sheet of several. */
  PNG(MediaType.IMAGE_PNG),
  /** The image coming out of the noise. */
  GIF(MediaType.IMAGE_GIF),
  /** All images with their facts. */
  JSON(MediaType.APPLICATION_JSON),
  /** Progress, and at last what {@link #JSON} says. */
  EVENTS(MediaType.TEXT_EVENT_STREAM);

  private static final List<MediaType> ALL =
      List.of(
          MediaType.IMAGE_PNG,
          MediaType.IMAGE_GIF,
          MediaType.APPLICATION_JSON,
          MediaType.TEXT_EVENT_STREAM);

  private final MediaType mediaType;

  Representation(MediaType mediaType) {
    this.mediaType = mediaType;
  }

  MediaType mediaType() {
    return mediaType;
  }

  /**
   * Which of them a request's {@code Accept} asks for: the one of the highest quality, the more
   * specific range first. Several headers count as one list (RFC 9110, section 5.3).
   *
   * @throws HttpMediaTypeNotAcceptableException if it is none of them, or unreadable
   */
  static Representation of(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
    String accept = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
    if (accept.isBlank()) {
      return PNG;
    }
    for (MediaType range : ranges(accept)) {
      for (Representation candidate : values()) {
        if (range.getQualityValue() > 0 && range.includes(candidate.mediaType)) {
          return candidate;
        }
      }
    }
    throw new HttpMediaTypeNotAcceptableException(ALL);
  }

  private static List<MediaType> ranges(String accept) throws HttpMediaTypeNotAcceptableException {
    try {
      List<MediaType> ranges = MediaType.parseMediaTypes(accept);
      MimeTypeUtils.sortBySpecificity(ranges);
      ranges.sort((a, b) -> Double.compare(b.getQualityValue(), a.getQualityValue()));
      return ranges;
    } catch (InvalidMediaTypeException e) {
      throw new HttpMediaTypeNotAcceptableException(ALL);
    }
  }
}
