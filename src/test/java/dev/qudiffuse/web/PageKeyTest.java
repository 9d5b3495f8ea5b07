package dev.qudiffuse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** The page of a service that asks for a key. */
@ServiceTest
@TestPropertySource(properties = "qudiffuse.security.api-keys.alice=the-key-of-alice")
@ExtendWith(Chromium.class)
@Timeout(60)
class PageKeyTest {

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;

  static GenerativeModel model() {
    return new FakeModel();
  }

  @Test
  void theKeyIsSentAndNotShown(Browser browser) {
    try (var page = BrowserPage.desktop(browser, "http://localhost:%d/".formatted(port))) {
      page.find(".digits button").nth(3).click();
      assertThat(page.find("#status.failed")).hasText(Pattern.compile(".*key.*"));
      assertThat(page.takeComplaints()).isNotEmpty().allMatch(text -> text.contains("401"));
      page.setting("key", "the-key-of-alice");
      page.draw(3);

      assertThat(page.find("#curl"))
          .hasText(Pattern.compile("curl -X POST -H 'X-API-Key: …' 'http://.*' -o digit.png"));
    }
  }
}
