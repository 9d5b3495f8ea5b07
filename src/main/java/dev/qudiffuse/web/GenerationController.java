package dev.qudiffuse.web;

import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.image.PngEncoder;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Draws digits: {@code POST /generate?digit=3}. Waits for its drawing on a virtual thread, which
 * costs nothing.
 *
 * <p>A client that goes away is not noticed: Tomcat does not look at a connection between reading a
 * request and writing its response, nor does it while a request is asynchronous. What is drawn for
 * nobody is bounded by the queue's deadline.
 */
@RestController
class GenerationController implements GenerationApi {

  /** Random seeds stay below 2^53, so that no JSON reader anywhere rounds one that it is told. */
  private static final long SEED_BOUND = 1L << 53;

  private final GenerationQueue queue;
  private final GenerationDefaults defaults;

  GenerationController(GenerationQueue queue, GenerationDefaults defaults) {
    this.queue = queue;
    this.defaults = defaults;
  }

  /** Refuses a body that nobody would read: parameters come in the query or as a form. */
  @ModelAttribute
  void refuseOtherBodies(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
    boolean body =
        request.getContentLengthLong() > 0
            || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    if (body && !isForm(request.getContentType())) {
      throw new HttpMediaTypeNotSupportedException(
          (MediaType) null, List.of(MediaType.APPLICATION_FORM_URLENCODED));
    }
  }

  private static boolean isForm(@Nullable String contentType) {
    try {
      return contentType != null
          && MediaType.parseMediaType(contentType)
              .equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED);
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  @Override
  @PostMapping(path = "/generate", produces = MediaType.IMAGE_PNG_VALUE)
  public ResponseEntity<byte[]> generate(@RequestParam MultiValueMap<String, String> parameters)
      throws InterruptedException, ExecutionException {
    GenerateCommand command =
        GenerateRequest.parse(parameters)
            .toCommand(defaults, () -> ThreadLocalRandom.current().nextLong(SEED_BOUND));
    GrayImage image = queue.draw(command);
    return ResponseEntity.ok()
        .contentType(MediaType.IMAGE_PNG)
        .cacheControl(CacheControl.noStore())
        .header(DIGIT_HEADER, Integer.toString(command.digit()))
        .header(SEED_HEADER, Long.toString(command.seed()))
        .body(PngEncoder.encode(image));
  }
}
