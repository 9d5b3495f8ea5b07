package dev.qudiffuse.web;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a caller is going to wait, as it says with {@code Prefer: wait=10} (RFC 7240). */
final class Patience {

  /**
   * One preference, whose value may stand in quotation marks, with its parameters. Nothing here
   * goes back on itself, so that a long header costs no more than it is long.
   */
  private static final Pattern PREFERENCE =
      Pattern.compile(
          """
          (?<name>[^\\s,;="]++)
          (?:\\s*+=\\s*+(?:"(?<quoted>(?:[^"\\\\]|\\\\.)*+)"|(?<token>[^\\s,;"]*+)))?+
          (?:[^,"]++|"(?:[^"\\\\]|\\\\.)*+"?+)*+""",
          Pattern.COMMENTS);

  /** More than nine digits are more than a service waits, whatever they are. */
  private static final Pattern SECONDS = Pattern.compile("0*(?<number>[0-9]{1,9})|[0-9]+");

  private Patience() {}

  /**
   * Reads the header, of which there may be several.
   *
   * @return null if it says nothing of that, or nothing that can be understood: a preference that
   *     cannot be met is ignored (section 2)
   */
  static @Nullable Duration of(List<String> prefer) {
    Matcher preference = PREFERENCE.matcher(String.join(",", prefer));
    while (preference.find()) {
      if (preference.group("name").equalsIgnoreCase("wait")) { // the first counts
        String quoted = preference.group("quoted");
        return seconds(quoted != null ? quoted : preference.group("token"));
      }
    }
    return null;
  }

  private static @Nullable Duration seconds(@Nullable String text) {
    Matcher seconds = SECONDS.matcher(text == null ? "" : text);
    if (!seconds.matches()) {
      return null;
    }
    String number = seconds.group("number");
    return Duration.ofSeconds(number == null ? Integer.MAX_VALUE : Long.parseLong(number));
  }
}
