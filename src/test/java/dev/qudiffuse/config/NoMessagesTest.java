package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.NoSuchMessageException;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.context.support.DelegatingMessageSource;

/** It answers as what Spring has in this place does. */
class NoMessagesTest {

  private static final MessageSource OURS = new NoMessages();
  private static final MessageSource SPRINGS = new DelegatingMessageSource();

  @Test
  void aTextIsTheDefault() {
    assertThat(OURS.getMessage("digit", null, "a digit", Locale.ENGLISH)).isEqualTo("a digit");
    assertThat(OURS.getMessage("digit", null, null, Locale.ENGLISH)).isNull();
    assertThat(OURS.getMessage("digit", new Object[] {3}, null, Locale.ENGLISH)).isNull();
  }

  @Test
  void aTextIsFilledWithWhatItIsGiven() {
    for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      for (Object[] args : new Object[][] {null, {}, {3}, {"{1}", 1234567.5}}) {
        for (String text : new String[] {"plain", "{0} of 'ten'", "{'seed': 1}", "{0}, {1}"}) {
          if (args != null && args.length > 0 && text.startsWith("{'")) {
            continue; // no pattern
          }
          assertThat(OURS.getMessage("code", args, text, locale))
              .as("%s, %s", text, locale)
              .isEqualTo(SPRINGS.getMessage("code", args, text, locale));
        }
      }
    }
  }

  @Test
  void aTextThatIsInNoLanguageIsFilledToo() {
    assertThat(OURS.getMessage("code", new Object[] {0.5}, "got {0}", null)).isEqualTo("got 0.5");
  }

  @Test
  void thereIsNoTextByItsCodeAlone() {
    assertThatExceptionOfType(NoSuchMessageException.class)
        .isThrownBy(() -> OURS.getMessage("digit", null, Locale.ENGLISH))
        .withMessageContaining("'digit'");
  }

  static MessageSourceResolvable[] resolvable() {
    return new MessageSourceResolvable[] {
      new DefaultMessageSourceResolvable(new String[] {"a", "b"}, new Object[] {3}, "got {0}"),
      new DefaultMessageSourceResolvable(new String[] {"a"}, "got it"),
    };
  }

  @ParameterizedTest
  @MethodSource
  void resolvable(MessageSourceResolvable resolvable) {
    assertThat(OURS.getMessage(resolvable, Locale.ENGLISH))
        .isEqualTo(SPRINGS.getMessage(resolvable, Locale.ENGLISH));
  }

  @Test
  void withoutADefaultTheFirstCodeIsMissed() {
    var without = new DefaultMessageSourceResolvable(new String[] {"a", "b"}, null, null);
    assertThatExceptionOfType(NoSuchMessageException.class)
        .isThrownBy(() -> OURS.getMessage(without, Locale.ENGLISH))
        .withMessage(catchMessage(() -> SPRINGS.getMessage(without, Locale.ENGLISH)));
  }

  private static String catchMessage(Runnable call) {
    try {
      call.run();
    } catch (NoSuchMessageException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("expected an exception");
  }
}
