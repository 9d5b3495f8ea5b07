package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

  private static final Map<String, String> KEYS =
      Map.of("alice", "the-key-of-alice", "bob", "the-key-of-bob-1");

  @Test
  void aKeySaysWhoHoldsIt() {
    var keys = new ApiKeys(KEYS);

    assertThat(keys.holder("the-key-of-alice")).hasValue("alice");
    assertThat(keys.holder("the-key-of-bob-1")).hasValue("bob");
    assertThat(keys.holder("the-key-of-carol")).isEmpty();
    assertThat(keys.holder("")).isEmpty();
    assertThat(new ApiKeys(Map.of()).holder("")).isEmpty();
  }

  @Test
  void oneKeyIsNotForTwo() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SecurityProperties(
                    false, Map.of("alice", "the-key-of-alice", "bob", "the-key-of-alice")))
        .withMessage(
            "qudiffuse.security.api-keys: expected a key of its own for every name, got one key twice");
  }

  @Test
  void keysAreNotPrinted() {
    assertThat(new SecurityProperties(true, KEYS).toString())
        .contains("alice", "bob")
        .doesNotContain("the-key");
  }
}
