package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrigonometryTest {

  /** Two of our errors, or one of ours and one of fdlibm's. */
  private static final double TOLERANCE = 0x1p-51;

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, 10, 1000, 1e6})
  void agreesWithStrictMath(double range) {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      assertAgrees(range * (2 * random.nextDouble() - 1));
    }
  }

  /** Where the argument is nearly a multiple of pi/4, its reduction is hardest. */
  @Test
  void agreesAtAndAroundMultiplesOfAnEighthTurn() {
    for (int eighths = -10_000; eighths <= 10_000; eighths++) {
      double x = eighths * (Math.PI / 4);
      assertAgrees(x);
      assertAgrees(Math.nextUp(x));
      assertAgrees(Math.nextDown(x));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p20, 1048577, 1e15, 1e300, Double.MIN_VALUE})
  void takesEveryFiniteAngle(double x) {
    assertAgrees(x);
    assertAgrees(-x);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void hasNoValueWhereThereIsNone(double x) {
    assertThat(Trigonometry.sin(x)).isNaN();
    assertThat(Trigonometry.cos(x)).isNaN();
  }

  private static void assertAgrees(double x) {
    assertThat(Trigonometry.sin(x)).isCloseTo(StrictMath.sin(x), within(TOLERANCE));
    assertThat(Trigonometry.cos(x)).isCloseTo(StrictMath.cos(x), within(TOLERANCE));
  }
}
