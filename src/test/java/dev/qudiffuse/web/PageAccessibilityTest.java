package dev.qudiffuse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whether everybody can use the page: by keyboard, on a phone, in light and in the dark. */
@ServiceTest
@ExtendWith(Chromium.class)
@Timeout(60)
class PageAccessibilityTest {

  private static final Path IMAGES = Path.of("src/docs/images");
  private static final int LARGEST_FILE = 200_000;

  @LocalServerPort private int port;

  /** With {@code -Dpin} it also takes the pictures of the documentation. */
  @ParameterizedTest
  @CsvSource({"LIGHT, 1080, 1130, page", "DARK, 360, 1130, page-phone"})
  void nothingKeepsPeopleOut(
      ColorScheme scheme, int width, int height, String name, Browser browser) throws Exception {
    try (var page = BrowserPage.open(browser, address(), width, height, scheme)) {
      assertAccessible(page);
      if (System.getProperty("pin") != null) {
        takePicture(page, IMAGES.resolve(name + ".png"));
      }
      page.draw(3);
      page.setting("steps", "10");
      page.find("#drawing summary").click();
      assertThat(page.find("#circuit")).isVisible();
      assertThat(page.find("#bloch svg")).hasCount(8);

      assertAccessible(page);
      assertThat(page.overflow()).isZero();
    }
  }

  private void takePicture(BrowserPage page, Path file) throws Exception {
    for (int i = 0; i < 60; i++) {
      new Client(port).generate("digit=3"); // so that the times are those of compiled code
    }
    page.setting("seed", "7");
    for (int digit : new int[] {8, 5, 2, 3}) {
      page.draw(digit);
    }
    assertThat(page.find("#bloch svg")).hasCount(8);
    page.find("#settings summary").click();
    page.page().screenshot(new ScreenshotOptions().setPath(file));
    assertThat(Files.size(file)).isLessThan(LARGEST_FILE);
  }

  private static void assertAccessible(BrowserPage page) {
    var results = new AxeBuilder(page.page()).analyze();

    assertThat(results.getPasses()).hasSizeGreaterThan(20);
    assertThat(results.getViolations())
        .extracting(violation -> violation.getId() + " " + violation.getNodes())
        .isEmpty();
  }

  @Test
  void aKeyboardIsEnough(Browser browser) {
    try (var page = BrowserPage.desktop(browser, address())) {
      tabTo(page, ".skip");
      assertThat(page.find(".skip")).isInViewport();
      tabTo(page, ".digits button[value='4']");
      page.page().keyboard().press("Enter");
      page.awaitDrawn(4);
      assertThat(page.find("#bloch svg")).hasCount(8);
      tabTo(page, "#moment");
      page.page().keyboard().press("ArrowLeft");
      assertThat(page.find("#moment-text")).containsText("19 of 20");
      tabTo(page, "#copy");
      page.page().keyboard().press("Space");
      assertThat(page.find("#copy")).hasText("Copied");
      tabTo(page, "#drawing summary");
      page.page().keyboard().press("Enter");
      assertThat(page.find("#circuit")).isVisible();
    }
  }

  /** Presses the tabulator until the focus, which must be seen, is there. */
  private static void tabTo(BrowserPage page, String selector) {
    for (int i = 0; i < 40; i++) {
      page.page().keyboard().press("Tab");
      if ((boolean) page.find(selector).evaluate("it => it === document.activeElement")) {
        assertThat(page.find(selector)).hasCSS("outline-style", "solid");
        return;
      }
    }
    throw new AssertionError("expected the tabulator to reach %s, it did not".formatted(selector));
  }

  private String address() {
    return "http://localhost:%d/".formatted(port);
  }
}
