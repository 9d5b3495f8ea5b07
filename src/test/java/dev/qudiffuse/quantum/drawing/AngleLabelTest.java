package dev.qudiffuse.quantum.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.quantum.Angle;
import java.util.Locale;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AngleLabelTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, π",
    "-1, 1, −π",
    "1, 2, π/2",
    "-3, 4, −3π/4",
    "2, 3, 2π/3",
    "6, 4, 3π/2",
    "99, 16, 99π/16",
    "1, 1024, π/1024",
    "1, 65536, π/65536",
    "2, 1, 2π",
    "7, 12, 7π/12"
  })
  void fractionsOfPi(int numerator, int denominator, String label) {
    assertThat(AngleLabel.brief(Angle.of(numerator * Math.PI / denominator))).isEqualTo(label);
    assertThat(AngleLabel.exact(Angle.of(numerator * (Math.PI / denominator)))).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "-0.0, 0, 0",
    "0.5, 0.5, 0.5",
    "0.501, 0.50, 0.501",
    "2, 2, 2.0",
    "10, 10, 10.0",
    "-0.785, −0.79, −0.785",
    "3.1415, 3.14, 3.1415",
    "0.996, 1.00, 0.996",
    "1234.5678, 1234.57, 1234.5678",
    "0.005, 0.01, 0.005",
    "1e-7, 1.0e−7, 1.0E−7",
    "-2.5e-12, −2.5e−12, −2.5E−12",
    "123456, 1.2e5, 123456.0",
    "1e300, 1.0e300, 1.0E300"
  })
  void decimals(double angle, String brief, String exact) {
    assertThat(AngleLabel.brief(Angle.of(angle))).isEqualTo(brief);
    assertThat(AngleLabel.exact(Angle.of(angle))).isEqualTo(exact);
  }

  @Test
  void parameters() {
    Angle theta = Angle.parameter(3);
    assertThat(AngleLabel.brief(theta)).isEqualTo("θ3");
    assertThat(AngleLabel.brief(theta.times(-1))).isEqualTo("−θ3");
    assertThat(AngleLabel.brief(theta.times(-2).plus(Math.PI / 2))).isEqualTo("−2θ3+π/2");
    assertThat(AngleLabel.brief(theta.plus(-0.333))).isEqualTo("θ3−0.33");
    assertThat(AngleLabel.exact(theta.plus(-0.333))).isEqualTo("θ3−0.333");
    assertThat(AngleLabel.brief(theta.times(2 * Math.PI))).isEqualTo("2πθ3");
    assertThat(AngleLabel.brief(theta.times(Math.PI / 2))).isEqualTo("1.57θ3");
    assertThat(AngleLabel.brief(theta.times(0))).isEqualTo("0θ3");
  }

  @Test
  void aRandomNumberIsNoFractionOfPi() {
    RandomGenerator random = new Well19937c(1);
    for (int i = 0; i < 100_000; i++) {
      assertThat(AngleLabel.brief(Angle.of(8 * random.nextDouble()))).doesNotContain("π");
    }
  }

  @Test
  void isTheSameInEveryCountry() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(AngleLabel.brief(Angle.of(1.234))).isEqualTo("1.23");
      assertThat(AngleLabel.brief(Angle.of(3 * Math.PI / 4))).isEqualTo("3π/4");
    } finally {
      Locale.setDefault(usual);
    }
  }
}
