package dev.qudiffuse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** The page of a service that asks for a key. */
@ServiceTest
@TestPropertySource(properties = "qudiffuse.security.api-keys.alice=the-key-of-alice")
@ExtendWith(Chromium.class)
@Timeout(60)
class PageKeyTest {

  private static final String KEY = "the-key-of-alice";
  private static final String NO_KEY = "The service asks for an API key: enter it under Settings.";

  @LocalServerPort private int port;

  @Test
  void theKeyIsSentAndNotShown(Browser browser) {
    try (var page = open(browser)) {
      page.setting("key", KEY);
      page.draw(3);

      assertThat(page.find("#curl"))
          .hasText(Pattern.compile("curl -X POST -H 'X-API-Key: …' 'http://.*' -o digit.png"));
    }
  }

  @Test
  void itIsAskedForWhereItIsGiven(Browser browser) {
    try (var page = open(browser)) {
      assertThat(page.find("#circuit-facts")).hasText(NO_KEY);
      page.find("#drawing summary").click();
      page.find("#settings summary").click();
      page.find(".digits button").nth(7).click();
      assertAskedFor(page, NO_KEY);
      page.find("[name=key]").fill("the-key-of-nobody");
      page.find("[name=key]").press("Tab");
      assertAskedFor(page, "The service does not take this API key: correct it under Settings.");
      assertThat(page.takeComplaints()).isNotEmpty().allMatch(text -> text.contains("401"));
      page.find("[name=key]").fill(KEY);
      page.find("[name=key]").press("Enter");
      page.awaitDrawn(7);

      assertThat(page.find("#circuit-facts")).hasText(Pattern.compile("8 qubits, .*"));
      assertThat(page.find("#circuit")).isVisible(); // the drawing was opened before
    }
  }

  /** A header is written in Latin-1. */
  @Test
  void aKeyThatNoHeaderCanCarryIsSaidToBeOne(Browser browser) {
    try (var page = open(browser)) {
      page.setting("key", "ключ-от-сервиса-алисы");
      page.find(".digits button").nth(3).click();

      assertAskedFor(
          page, "The API key has letters that a header cannot carry: correct it under Settings.");
    }
  }

  /** Opens the page, which asks for the key at once. */
  private BrowserPage open(Browser browser) {
    var page = BrowserPage.desktop(browser, "http://localhost:%d/".formatted(port));
    assertAskedFor(page, NO_KEY);
    assertThat(page.takeComplaints()).singleElement().asString().contains("401");
    return page;
  }

  private static void assertAskedFor(BrowserPage page, String text) {
    assertThat(page.find("#status.failed")).hasText(text);
    assertThat(page.find("#settings[open] [name=key]")).isFocused();
  }
}
