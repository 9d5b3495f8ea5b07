package dev.qudiffuse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page with the model that is shipped. After every test the browser has no complaints. */
@ServiceTest
@ExtendWith(Chromium.class)
@Timeout(60)
class PageTest {

  private static final Pattern A_CIRCUIT = Pattern.compile(".*/circuits/default-bottleneck.*");
  private static final FulfillOptions REFUSAL =
      new FulfillOptions()
          .setStatus(503)
          .setContentType("application/problem+json")
          .setBody("{\"detail\": \"Not today.\"}");

  @LocalServerPort private int port;
  private BrowserPage page;
  private Client client;

  @BeforeEach
  void open(Browser browser) {
    client = new Client(port);
    page = BrowserPage.desktop(browser, "http://localhost:%d/".formatted(port));
  }

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void aClickDrawsWhatGenerateDraws() throws Exception {
    page.draw(3);

    assertThat(page.picture())
        .isEqualTo(client.get("/generate?digit=3&seed=" + page.seed()).body());
    assertThat(page.find("#image")).hasAttribute("alt", "A handwritten 3");
    assertThat(page.find("#progress")).hasJSProperty("value", 20);
    assertThat(page.find("#download"))
        .hasAttribute("download", "digit-3-seed-%s.png".formatted(page.seed()));
  }

  @Test
  void soDoesAKeyWhereTheDigitsAre() {
    page.find(".digits button").first().press("7");
    page.awaitDrawn(7);

    assertThat(page.find(".digits [aria-pressed=true]")).hasText("7");
  }

  /** Else there would have to be a way to turn it off (WCAG 2.1.4). */
  @Test
  void aKeyElsewhereDoesNothing() {
    page.page().keyboard().press("7");
    page.find("nav a").first().press("7");
    page.find("#settings summary").press("7");

    assertThat(page.find("#status")).hasText("Choose a digit.");
  }

  @Test
  void aDigitInAFieldIsNoCommand() {
    page.setting("seed", "");
    page.find("[name=seed]").pressSequentially("42");

    assertThat(page.find("#status")).hasText("Choose a digit.");
  }

  @Test
  void enterInAFieldDrawsTheSameDigitAgain() {
    page.draw(8);
    page.setting("seed", "5");
    page.find("[name=seed]").press("Enter");

    assertThat(page.find("#status")).hasText(Pattern.compile("A 8 of seed 5 in .*"));
  }

  @Test
  void theChartsHaveEveryStep() {
    page.draw(6);

    assertThat(page.find("#circuit-facts")).hasText("8 qubits, depth 33, 93 gates, 96 angles.");
    assertThat(page.find("#latency rect")).hasCount(20);
    assertThat(page.find("#latency-text")).containsText("20 of 20 steps");
    assertThat(page.find("#bloch svg")).hasCount(8);
    assertThat(page.find("#moment-text")).hasText("20 of 20, timestep 49");
  }

  @Test
  void theSliderGoesBackToAnEarlierStep() throws Exception {
    page.draw(6);
    assertThat(page.find("#bloch svg")).hasCount(8);
    String last = page.find("#bloch").getAttribute("aria-label");
    page.find("#moment").fill("0");

    assertThat(page.find("#moment-text")).hasText("1 of 20, timestep 999");
    assertThat(page.find("#bloch")).not().hasAttribute("aria-label", last);
    String first = page.find("#bloch").getAttribute("aria-label");
    String card = Client.text(client.get("/circuits/default-bottleneck?digit=6&timestep=999"));
    double x = Double.parseDouble(card.replaceFirst("(?s).*?\"x\" : ([-0-9.eE]+).*", "$1"));
    assertThat(first).startsWith("Bloch vectors: qubit 0 %.2f, ".formatted(x));
  }

  @Test
  void theCircuitsDrawingOpens() {
    page.find("#drawing summary").click();

    assertThat(page.find("#circuit")).isVisible();
    assertThat(page.find("#circuit")).hasJSProperty("naturalWidth", 1000);
  }

  @Test
  void aDrawingThatCannotBeLoadedIsAskedForAgain() {
    page.page().route(A_CIRCUIT, Route::abort);
    page.find("#drawing summary").click();
    assertThat(page.find("#drawing-text")).hasText("The service cannot be reached.");
    page.page().unroute(A_CIRCUIT);
    page.page().route(A_CIRCUIT, route -> route.fulfill(REFUSAL));
    page.find("#drawing summary").click();
    page.find("#drawing summary").click();
    assertThat(page.find("#drawing-text")).hasText("Not today.");
    page.page().unroute(A_CIRCUIT);
    page.find("#drawing summary").click();
    page.find("#drawing summary").click();

    assertThat(page.find("#circuit")).isVisible();
    assertThat(page.find("#drawing-text")).isEmpty();
    assertThat(page.takeComplaints())
        .hasSize(2)
        .allMatch(text -> text.startsWith("Failed to load resource"));
  }

  /** Else the old vectors would have the new step's name. */
  @Test
  void aStepIsNamedWhenItsVectorsAreThere() {
    page.draw(6);
    assertThat(page.find("#moment-text")).hasText("20 of 20, timestep 49");
    List<Route> held = new ArrayList<>();
    page.page().route(A_CIRCUIT, held::add);
    page.page().waitForRequest(A_CIRCUIT, () -> page.find("#moment").fill("0"));
    assertThat(page.find("#moment-text")).hasText("20 of 20, timestep 49");
    page.page().waitForCondition(() -> !held.isEmpty());
    held.getFirst().resume();

    assertThat(page.find("#moment-text")).hasText("1 of 20, timestep 999");
  }

  @Test
  void vectorsThatCannotBeLoadedAreNotThoseOfAnotherStep() {
    page.draw(6);
    assertThat(page.find("#bloch svg")).hasCount(8);
    page.page().route(A_CIRCUIT, Route::abort);
    page.find("#moment").fill("0");

    assertThat(page.find("#moment-text"))
        .hasText("1 of 20, timestep 999: The service cannot be reached.");
    assertThat(page.find("#bloch svg")).hasCount(0);
    assertThat(page.takeComplaints())
        .singleElement()
        .asString()
        .startsWith("Failed to load resource");
  }

  @Test
  void aServiceThatIsGoneIsSaidToBe() {
    page.page().route("**/generate?*", Route::abort);
    page.find(".digits button").nth(2).click();

    assertThat(page.find("#status.failed")).hasText("The service cannot be reached.");
    assertThat(page.takeComplaints())
        .singleElement()
        .asString()
        .startsWith("Failed to load resource");
  }

  @Test
  void theCurlCommandDrawsTheSamePicture() throws Exception {
    page.draw(2);
    String address = page.curl();
    page.find("#copy").click();
    assertThat(page.find("#copy")).hasText("Copied");

    assertThat(page.page().evaluate("navigator.clipboard.readText()"))
        .isEqualTo("curl -X POST '%s' -o digit.png".formatted(address));
    assertThat(client.generate(URI.create(address).getRawQuery()).body()).isEqualTo(page.picture());
  }

  /** The seed is one that a number of JavaScript cannot hold. */
  @Test
  void settingsAreThoseOfTheRequest() throws Exception {
    page.setting("seed", "9007199254740993");
    page.find("[name=steps]").fill("3");
    page.find("[name=guidance]").fill("1.5");
    page.find("[name=sampler]").selectOption("ddim");
    page.draw(9);

    String query = "digit=9&seed=9007199254740993&steps=3&guidance=1.5&sampler=ddim";
    assertThat(page.seed()).isEqualTo("9007199254740993");
    assertThat(URI.create(page.curl()).getRawQuery()).isEqualTo(query);
    assertThat(page.picture()).isEqualTo(client.get("/generate?" + query).body());
    assertThat(page.find("#latency rect")).hasCount(3);
  }

  @ParameterizedTest
  @CsvSource({"shots, shots, 50", "noisy, noise, 0.02"})
  void theCircuitCanBeRunInOtherWays(String backend, String name, String value) throws Exception {
    page.setting("seed", "4");
    page.find("[name=steps]").fill("1");
    assertThat(page.find("[name=" + name + "]")).isHidden();
    page.find("[name=backend]").selectOption(backend);
    page.find("[name=" + name + "]").fill(value);
    page.draw(1);

    assertThat(page.picture())
        .isEqualTo(
            client
                .get(
                    "/generate?digit=1&seed=4&steps=1&backend=%s&%s=%s"
                        .formatted(backend, name, value))
                .body());
  }

  @ParameterizedTest
  @CsvSource({"seed, x", "steps, 0", "steps, many", "guidance, 99"})
  void whatTheServiceRefusesIsSaid(String name, String value) {
    page.draw(1);
    byte[] before = page.picture();
    page.setting(name, value);
    page.find(".digits button").nth(2).click();

    assertThat(page.find("#status.failed")).containsText(name);
    assertThat(page.find("#status.failed")).containsText(value);
    assertThat(page.picture()).isEqualTo(before);
    assertThat(page.find("#stop")).isDisabled();
    assertThat(page.takeComplaints()).singleElement().asString().contains("400");
    page.find("[name=" + name + "]").fill("");
    page.draw(2);
  }

  @Test
  void earlierDrawingsComeBackWithAllThatBelongsToThem() {
    page.setting("steps", "2");
    page.draw(1);
    byte[] first = page.picture();
    String address = page.curl();
    page.find("[name=steps]").fill("3");
    page.draw(5);
    assertThat(page.find("#earlier button")).hasCount(2);
    page.find("#earlier button").last().click();

    page.awaitDrawn(1);
    assertThat(page.picture()).isEqualTo(first);
    assertThat(page.curl()).isEqualTo(address);
    assertThat(page.find(".digits [aria-pressed=true]")).hasText("1");
    assertThat(page.find("#latency rect")).hasCount(2);
    assertThat(page.find("#moment")).hasAttribute("max", "1");
  }

  @Test
  void complaintsOfTheBrowserAreHeard() {
    page.page()
        .waitForConsoleMessage(
            () ->
                page.page()
                    .evaluate(
                        "document.body.insertAdjacentHTML('beforeend', '<p style=color:red>')"));

    assertThat(page.takeComplaints()).singleElement().asString().contains("style-src 'self'");
  }

  @Test
  void everythingWorksUnderAPrefix(Browser browser) throws Exception {
    try (var proxy = new PrefixProxy(port);
        var behind = BrowserPage.desktop(browser, proxy.address())) {
      behind.draw(4);
      behind.find("#drawing summary").click();

      assertThat(behind.find("#bloch svg")).hasCount(8);
      assertThat(behind.find("#circuit")).isVisible();
      assertThat(behind.curl()).startsWith(proxy.address() + "generate?digit=4&seed=");
    }
  }
}
