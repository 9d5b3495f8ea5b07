package dev.qudiffuse.config;

import java.text.MessageFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.NoSuchMessageException;

/**
 * Has no texts in other languages, and gives the usual ones. So does what Spring has in this place,
 * which lists every locale of the JVM at every start.
 *
 * <p>Safe for all threads.
 */
final class NoMessages implements MessageSource {

  @Override
  public @Nullable String getMessage(
      String code,
      Object @Nullable [] args,
      @Nullable String defaultMessage,
      @Nullable Locale locale) {
    return defaultMessage == null ? null : format(defaultMessage, args, locale);
  }

  @Override
  public String getMessage(String code, Object @Nullable [] args, @Nullable Locale locale) {
    throw new NoSuchMessageException(code);
  }

  @Override
  public String getMessage(MessageSourceResolvable resolvable, @Nullable Locale locale) {
    String message = resolvable.getDefaultMessage();
    if (message == null) {
      String[] codes = resolvable.getCodes();
      throw new NoSuchMessageException(codes == null || codes.length == 0 ? "" : codes[0]);
    }
    return format(message, resolvable.getArguments(), locale);
  }

  /** A text that is given nothing is no pattern, and may have braces. */
  private static String format(String message, Object @Nullable [] args, @Nullable Locale locale) {
    return args == null || args.length == 0
        ? message
        : new MessageFormat(message, locale == null ? Locale.ROOT : locale).format(args);
  }
}
