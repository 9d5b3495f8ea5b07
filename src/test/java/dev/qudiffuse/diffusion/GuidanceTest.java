package dev.qudiffuse.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuidanceTest {

  private static final float[] UNCONDITIONAL = {1, 2, -4};
  private static final float[] CONDITIONAL = {3, 2, -8};

  private final float[] out = new float[3];

  @Test
  void pushesAwayFromTheUnconditionalPrediction() {
    Guidance.combine(UNCONDITIONAL, CONDITIONAL, 2.5f, out);

    assertThat(out).containsExactly(6, 2, -14);
  }

  @Test
  void scaleOneIsConditionalAndScaleZeroIsNot() {
    Guidance.combine(UNCONDITIONAL, CONDITIONAL, 1, out);
    assertThat(out).containsExactly(CONDITIONAL);

    Guidance.combine(UNCONDITIONAL, CONDITIONAL, 0, out);
    assertThat(out).containsExactly(UNCONDITIONAL);
  }

  @Test
  void combinesInPlace() {
    float[] conditional = CONDITIONAL.clone();

    Guidance.combine(UNCONDITIONAL, conditional, 2.5f, conditional);

    assertThat(conditional).containsExactly(6, 2, -14);
  }

  @Test
  void combinesOnlyPredictionsOfOneSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Guidance.combine(UNCONDITIONAL, new float[4], 2.5f, out))
        .withMessage("expected three images of one size, got 3, 4 and 3 values");
  }

  @Test
  void onlyScaleOneIsUnguided() {
    assertThat(Guidance.unguided(3)).isEqualTo(new Guidance(3, 1));
    assertThat(Guidance.unguided(3).isGuided()).isFalse();
    assertThat(new Guidance(3, 1.5f).isGuided()).isTrue();
    assertThat(new Guidance(3, 0).isGuided()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, Float.NaN, Float.POSITIVE_INFINITY})
  void rejectsScalesThatMeanNothing(float scale) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Guidance(3, scale))
        .withMessage("expected a finite guidance scale of at least 0, got " + scale);
  }

  @Test
  void rejectsNegativeConditions() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Guidance(-1, 1))
        .withMessage("expected a condition of at least 0, got -1");
  }
}
