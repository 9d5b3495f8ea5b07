package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

  @Test
  void areComparedAsBrowsersWriteThem() {
    var allowed = new AllowedOrigins(List.of("https://app.example", "http://[::1]:8080"));

    assertThat(allowed.contains("https://app.example")).isTrue();
    assertThat(allowed.contains("http://[::1]:8080")).isTrue();
    assertThat(allowed.contains("http://app.example")).isFalse();
    assertThat(allowed.contains("https://app.example.evil.example")).isFalse();
    assertThat(allowed.contains("null")).isFalse();
    assertThat(allowed.contains(null)).isFalse();
    assertThat(new AllowedOrigins(List.of()).contains("https://app.example")).isFalse();
  }

  @Test
  void oneStarIsForAll() {
    var all = new AllowedOrigins(List.of("*"));

    assertThat(all.areAll()).isTrue();
    assertThat(all.contains("https://app.example")).isTrue();
    assertThat(all.contains(null)).isFalse();
    assertThat(new AllowedOrigins(List.of("https://app.example")).areAll()).isFalse();
  }

  /** None of these would ever be equal to what a browser sends. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app.example",
        "https://",
        "https://app.example/",
        "https://app.example/path",
        "https://App.example",
        "HTTPS://app.example",
        "https://app.example:443",
        "http://app.example:80",
        "https://*.example",
        "https://user@app.example",
        "ftp://app.example",
        "null"
      })
  void whatIsNoOriginIsRefused(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AllowedOrigins(List.of(origin)))
        .withMessage("expected origins such as https://app.example, or * alone, got " + origin);
  }

  @Test
  void theStarStandsAlone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AllowedOrigins(List.of("*", "https://app.example")));
  }
}
