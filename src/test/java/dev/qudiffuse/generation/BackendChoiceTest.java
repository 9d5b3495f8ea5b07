package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qudiffuse.model.CircuitBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendChoiceTest {

  @Test
  void readsEveryBackend() {
    assertThat(new BackendChoice(null, null, null).toBackend())
        .isEqualTo(new BackendChoice("exact", null, null).toBackend())
        .isEqualTo(new CircuitBackend.Exact());
    assertThat(new BackendChoice("shots", 100_000, null).toBackend())
        .isEqualTo(new CircuitBackend.Shots(100_000));
    assertThat(new BackendChoice("shots", 1, null).toBackend())
        .isEqualTo(new CircuitBackend.Shots(1));
    assertThat(new BackendChoice("noisy", null, "0").toBackend())
        .isEqualTo(new CircuitBackend.Noisy(0));
    assertThat(new BackendChoice("noisy", null, "1e-3").toBackend())
        .isEqualTo(new CircuitBackend.Noisy(0.001));
    assertThat(new BackendChoice("noisy", null, "1").toBackend())
        .isEqualTo(new CircuitBackend.Noisy(1));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "Exact, -, -, 'backend: expected exact, shots or noisy, got Exact'",
        "shots, -, -, 'shots: expected an integer from 1 to 100000, got nothing'",
        "shots, 0, -, 'shots: expected an integer from 1 to 100000, got 0'",
        "shots, 100001, -, 'shots: expected an integer from 1 to 100000, got 100001'",
        "shots, 5, 0.1, 'noise: expected none but with backend noisy, got 0.1 with shots'",
        "noisy, -, -, 'noise: expected a number from 0 to 1, got nothing'",
        "noisy, -, 1.01, 'noise: expected a number from 0 to 1, got 1.01'",
        "noisy, -, NaN, 'noise: expected a number from 0 to 1, got NaN'",
        "noisy, -, 0x1p-3, 'noise: expected a number from 0 to 1, got 0x1p-3'",
        "noisy, 5, 0.1, 'shots: expected none but with backend shots, got 5 with noisy'",
        "-, 5, -, 'shots: expected none but with backend shots, got 5 with exact'",
        "-, -, 0.1, 'noise: expected none but with backend noisy, got 0.1 with exact'"
      })
  void namesWhatIsWrong(String backend, Integer shots, String noise, String message) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> new BackendChoice(backend, shots, noise).toBackend())
        .withMessage(message);
  }
}
