package dev.qudiffuse.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomnessTest {

  @Test
  void aSeedGivesTheSameNumbersAgain() {
    assertThat(normals(7)).containsExactly(normals(7)).isNotEqualTo(normals(8));
  }

  @Test
  void fillsWithStandardNormals() {
    float[] values = new float[100_000];
    Randomness.fillNormal(Randomness.of(1), values);
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }

    // five standard errors
    assertThat(sum / values.length).isCloseTo(0, within(5 / Math.sqrt(values.length)));
    assertThat(squares / values.length).isCloseTo(1, within(5 * Math.sqrt(2.0 / values.length)));
  }

  /** First outputs of the reference splitmix64.c, seed 1234567. */
  @Test
  void derivesByTheReferenceSplitMix64() {
    assertThat(Randomness.derive(1234567, 0)).isEqualTo(6457827717110365317L);
    assertThat(Randomness.derive(1234567, 1)).isEqualTo(3203168211198807973L);
    assertThat(Long.toUnsignedString(Randomness.derive(1234567, 2)))
        .isEqualTo("9817491932198370423");
  }

  @Test
  void everyExampleHasItsOwnNumbers() {
    Set<Long> firsts = new HashSet<>();
    for (long seed = 0; seed < 3; seed++) {
      for (long step = 0; step < 20; step++) {
        for (int index = 0; index < 20; index++) {
          firsts.add(Randomness.ofExample(seed, step, index).nextLong());
        }
      }
    }

    assertThat(firsts).hasSize(3 * 20 * 20);
    assertThat(Randomness.ofExample(1, 2, 3).nextLong())
        .isEqualTo(Randomness.ofExample(1, 2, 3).nextLong());
  }

  private static float[] normals(long seed) {
    float[] values = new float[20];
    Randomness.fillNormal(Randomness.of(seed), values);
    return values;
  }
}
