package dev.qudiffuse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerativeModel;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.convention.TestBean;

/** What the page shows while a drawing is under way, with a model that waits for permits. */
@ServiceTest
@ExtendWith(Chromium.class)
@Timeout(60)
class PageProgressTest {

  private static final Semaphore GATE = new Semaphore(0);
  private static final int OPEN = 1_000_000;

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;
  private BrowserPage page;

  static GenerativeModel model() {
    return new FakeModel(GATE);
  }

  @BeforeEach
  void open(Browser browser) {
    GATE.drainPermits();
    page = BrowserPage.desktop(browser, "http://localhost:%d/".formatted(port));
  }

  @AfterEach
  void close() {
    GATE.release(OPEN);
    page.close();
  }

  @Test
  void previewsComeStepByStep() {
    page.setting("steps", "3");
    page.find(".digits button").nth(4).click();
    GATE.release();
    assertStep(1);
    byte[] first = page.picture();
    GATE.release();
    assertStep(2);
    byte[] second = page.picture();
    GATE.release();
    page.awaitDrawn(4);

    assertThat(second).isNotEqualTo(first);
    assertThat(page.find("#image").evaluate("image => image.naturalWidth")).isEqualTo(280);
    assertThat(page.find("#latency rect")).hasCount(3);
    assertThat(page.find("#stop")).isDisabled();
  }

  private void assertStep(int step) {
    assertThat(page.find("#image")).hasAttribute("alt", "Step %d of 3".formatted(step));
    assertThat(page.find("#image")).hasJSProperty("naturalWidth", 28);
    assertThat(page.find("#progress")).hasJSProperty("value", step);
    assertThat(page.find("#progress")).hasJSProperty("max", 3);
    assertThat(page.find("#latency rect")).hasCount(step);
    assertThat(page.find("#status")).hasText("Drawing…");
  }

  @Test
  void aDrawingCanBeStopped() {
    page.find(".digits button").nth(4).click();
    GATE.release(2);
    assertThat(page.find("#latency rect")).hasCount(2);
    page.find("#stop").click();

    assertThat(page.find("#status")).hasText("Stopped.");
    assertThat(page.find("#stop")).isDisabled();
    assertThat(page.find("#earlier button")).hasCount(0);
    GATE.release(OPEN);
    page.draw(5);
    assertThat(page.find("#latency rect")).hasCount(20);
  }

  /** The whole answer is there at once, as it is for a browser that comes behind. */
  @Test
  void aClickIsHeardBeforeAllThatHasComeIsShown() {
    page.page()
        .evaluate(
            """
            () => {
              const step = i => `event: step\\ndata: {"step": ${i}, "steps": 1000, "timestep": 0,`
                  + ` "circuitMilliseconds": 1, "preview": ""}\\n\\n`;
              const all = Array.from({length: 1000}, (_, i) => step(i + 1)).join('');
              fetch = async () => new Response(new ReadableStream({
                start(stream) {
                  stream.enqueue(new TextEncoder().encode(all));
                  stream.close();
                }
              }));
              const status = document.getElementById('status');
              new MutationObserver(() => {
                if (status.textContent === 'Drawing…') {
                  setTimeout(() => document.getElementById('stop').click());
                }
              }).observe(status, {childList: true});
            }
            """);
    page.find(".digits button").nth(4).click();

    assertThat(page.find("#status")).hasText("Stopped.");
    assertThat(page.find("#latency-text")).not().containsText("1000 of 1000 steps");
  }

  @Test
  void theEndIsShownInAHiddenTabToo() {
    page.page().evaluate("requestAnimationFrame = () => 0"); // it has no frames
    GATE.release(2);
    page.find(".digits button").nth(4).click();
    assertThat(page.find("#status")).hasText("Drawing…");
    page.find("#stop").click();
    assertThat(page.find("#status")).hasText("Stopped.");
    assertThat(page.find("#image")).hasAttribute("alt", Pattern.compile("Step [12] of 20"));
    GATE.release(OPEN);
    page.draw(5);

    assertThat(page.find("#image")).hasAttribute("alt", "A handwritten 5");
    assertThat(page.find("#progress")).hasJSProperty("value", 20);
    assertThat(page.find("#latency rect")).hasCount(20);
  }

  @Test
  void aConnectionThatIsLostIsSaidToBe() {
    page.page()
        .evaluate(
            """
            () => {
              fetch = async () => new Response(new ReadableStream({
                start: stream => stream.error(new TypeError('network error'))
              }));
            }
            """);
    page.find(".digits button").nth(4).click();

    assertThat(page.find("#status.failed"))
        .hasText("The connection ended before the drawing was finished.");
    assertThat(page.find("#stop")).isDisabled();
  }

  @Test
  void theNextDigitTakesTheLastOnesPlace() {
    page.find(".digits button").nth(4).click();
    GATE.release(2);
    assertThat(page.find("#latency rect")).hasCount(2);
    page.find(".digits button").nth(6).click();
    GATE.release(OPEN);
    page.awaitDrawn(6);

    Locator pressed = page.find(".digits [aria-pressed=true]");
    assertThat(pressed).hasText("6");
    assertThat(page.find("#earlier button")).hasCount(1);
  }

  @Test
  void aModelWithoutACircuitIsDrawnWithAllTheSame() {
    GATE.release(OPEN);
    page.draw(1);

    assertThat(page.find("#circuit-facts")).hasText("The service shows no circuit.");
    assertThat(page.find("#bloch svg")).hasCount(0);
  }
}
