package dev.qudiffuse.web;

import dev.qudiffuse.generation.InvalidRequestException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a caller is going to wait, as it says with {@code Prefer: wait=10} (RFC 7240). */
final class Patience {

  /** As long as the service has patience: its own limit is shorter. */
  static final Duration UNLIMITED = Duration.ofDays(1);

  private static final Pattern WAIT =
      Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*([^,;]*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern SECONDS = Pattern.compile("\"?([1-9][0-9]{0,4})\"?");

  private Patience() {}

  /**
   * Reads the header, of which there may be several.
   *
   * @throws InvalidRequestException if it says {@code wait}, but not for how long
   */
  static Duration of(List<String> prefer) {
    Matcher wait = WAIT.matcher(String.join(", ", prefer));
    if (!wait.find()) {
      return UNLIMITED; // other preferences are not ours to judge
    }
    Matcher seconds = SECONDS.matcher(wait.group(1).strip());
    if (!seconds.matches()) {
      throw new InvalidRequestException(
          "Prefer", "wait=SECONDS, from 1 to 99999", wait.group().strip());
    }
    return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
  }
}
