package dev.qudiffuse.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service's page in a browser. Writes down what the browser complains of, violations of the
 * security policy among it, and every request that leaves the origin.
 */
final class BrowserPage implements AutoCloseable {

  private static final Pattern DRAWN = Pattern.compile("A (\\d) of seed (-?\\d+) in .*");
  private static final Pattern CURL = Pattern.compile("curl -X POST '([^']+)' -o digit\\.png");

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  private BrowserPage(BrowserContext context, String address) {
    this.context = context;
    this.page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onRequest(
        request -> {
          if (!request.url().startsWith(address) && !request.url().matches("(data|blob):.*")) {
            complaints.add("request to " + request.url());
          }
        });
    page.navigate(address);
  }

  static BrowserPage desktop(Browser browser, String address) {
    return open(browser, address, 1080, 760, ColorScheme.LIGHT);
  }

  static BrowserPage open(
      Browser browser, String address, int width, int height, ColorScheme scheme) {
    var options = new NewContextOptions().setViewportSize(width, height).setColorScheme(scheme);
    return new BrowserPage(
        browser.newContext(options.setPermissions(List.of("clipboard-read", "clipboard-write"))),
        address);
  }

  Page page() {
    return page;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  void setting(String name, String value) {
    if (find("#settings:not([open])").count() > 0) {
      find("#settings summary").click();
    }
    find("[name=" + name + "]").fill(value);
  }

  void draw(int digit) {
    find(".digits button").nth(digit).click();
    awaitDrawn(digit);
  }

  /** Waits until the status says that a drawing is finished. */
  void awaitDrawn(int digit) {
    assertThat(find("#status")).hasText(Pattern.compile("A " + digit + " of seed .*"));
  }

  /** The seed that the status names. */
  String seed() {
    Matcher drawn = DRAWN.matcher(find("#status").textContent());
    assertThat(drawn.matches()).isTrue();
    return drawn.group(2);
  }

  /** The address in the curl command. */
  String curl() {
    Matcher command = CURL.matcher(find("#curl").textContent());
    assertThat(command.matches()).as(find("#curl").textContent()).isTrue();
    return command.group(1);
  }

  /** The file that is shown. */
  byte[] picture() {
    String source = find("#image").getAttribute("src");
    assertThat(source).startsWith("data:image/png;base64,");
    return Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
  }

  /** By how many pixels the page is wider than the window. */
  int overflow() {
    return (int) page.evaluate("document.documentElement.scrollWidth - innerWidth");
  }

  /** What the browser complained of since the last call. */
  List<String> takeComplaints() {
    List<String> taken = List.copyOf(complaints);
    complaints.clear();
    return taken;
  }

  /** Closes the page; fails if the browser complained. */
  @Override
  public void close() {
    context.close();
    assertThat(takeComplaints()).as("complaints of the browser").isEmpty();
  }
}
