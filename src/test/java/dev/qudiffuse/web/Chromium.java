package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the system's Chromium, started once for all of them. Without one the tests fail where
 * the environment says {@code CI=true}, and are skipped elsewhere.
 */
final class Chromium implements ExecutionCondition, BeforeAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(Chromium.class);

  private static final String MISSING =
      "expected chromium, chromium-browser or google-chrome on the PATH, got none:"
          + " apt-get install chromium";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return executable().isPresent() || "true".equals(System.getenv("CI"))
        ? ConditionEvaluationResult.enabled("there is a browser, or there must be one")
        : ConditionEvaluationResult.disabled(MISSING);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    assertThat(executable()).as(MISSING).isPresent();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    return Objects.requireNonNull(running).browser();
  }

  private static Optional<Path> executable() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The driver and the browser, which JUnit closes after the last test. */
  private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

    static Running start() {
      var options =
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
      Playwright playwright = Playwright.create(options);
      Path executable = executable().orElseThrow();
      return new Running(
          playwright,
          playwright.chromium().launch(new LaunchOptions().setExecutablePath(executable)));
    }

    @Override
    public void close() {
      playwright.close();
    }
  }
}
