package dev.qudiffuse.web;

import dev.qudiffuse.generation.InvalidRequestException;
import dev.qudiffuse.web.server.StatusProblem;
import java.io.Serial;
import java.util.Collection;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** There is nothing of that name: says so as a problem detail, and what there is. */
final class NotFoundException extends ErrorResponseException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Something that is not there.
   *
   * @param what it should have been, such as {@code "circuit"}
   * @param names what there is
   * @param got what was asked for
   */
  NotFoundException(String what, Collection<String> names, String got) {
    super(HttpStatus.NOT_FOUND, problem(what, names, got), null);
  }

  private static ProblemDetail problem(String what, Collection<String> names, String got) {
    String allowed = names.isEmpty() ? "none, for there is none" : String.join(" or ", names);
    ProblemDetail problem = StatusProblem.of(HttpStatus.NOT_FOUND.value());
    problem.setDetail(
        "%s: expected %s, got %s".formatted(what, allowed, InvalidRequestException.shorten(got)));
    return problem;
  }
}
