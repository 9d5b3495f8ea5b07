package dev.qudiffuse.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.ErrorResponseException;

/** Bodies whose length nobody said. */
class BodyLimitFilterTest {

  private static final Duration PATIENCE = Duration.ofHours(1);

  private int read;

  @ParameterizedTest
  @CsvSource({"/generate, 16384", "/images/info, 4194304"})
  void aBodyOfTheLargestSizeIsRead(String path, int length) throws Exception {
    read(path, length, PATIENCE);

    assertThat(read).isEqualTo(length);
  }

  @ParameterizedTest
  @CsvSource({"/generate, 16385", "/images/info, 4194305"})
  void oneByteMoreIsTooMuch(String path, int length) {
    assertRefused(path, length, PATIENCE, HttpStatus.CONTENT_TOO_LARGE);
  }

  @Test
  void aBodyThatTakesTooLongIsGivenUp() {
    assertRefused("/generate", 10, Duration.ZERO, HttpStatus.REQUEST_TIMEOUT);
  }

  private void assertRefused(String path, int length, Duration patience, HttpStatus status) {
    assertThatExceptionOfType(ErrorResponseException.class)
        .isThrownBy(() -> read(path, length, patience))
        .satisfies(e -> assertThat(e.getStatusCode()).isEqualTo(status));
  }

  private void read(String path, int length, Duration patience)
      throws ServletException, IOException {
    var request =
        new MockHttpServletRequest("POST", path) {
          @Override
          public long getContentLengthLong() {
            return -1;
          }
        };
    request.setServletPath(path);
    request.setContent(new byte[length]);
    FilterChain reader =
        (limited, response) -> read = limited.getInputStream().readAllBytes().length;
    new BodyLimitFilter(patience).doFilter(request, new MockHttpServletResponse(), reader);
  }
}
