package dev.qudiffuse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.MediaType;
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

  private static final List<Representation> ALL = List.of(values());

  private final MediaType mediaType;

  Representation(MediaType mediaType) {
    this.mediaType = mediaType;
  }

  MediaType mediaType() {
    return mediaType;
  }

  /**
   * Which of them a request asks for.
   *
   * @throws HttpMediaTypeNotAcceptableException if it is none of them
   */
  static Representation of(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
    return Accepted.best(request, ALL, Representation::mediaType);
  }
}
