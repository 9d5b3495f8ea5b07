package dev.qudiffuse.quantum.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.util.FastMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotAxisTest {

  private static String labels(PlotAxis axis) {
    return String.join(" ", axis.ticks().stream().map(PlotAxis.Tick::label).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0 0.2 0.4 0.6 0.8 1",
    "0.003, 0.677, 0 0.1 0.2 0.3 0.4 0.5 0.6 0.7",
    "-3.2, 4.1, −4 −2 0 2 4 6",
    "1200, 1350, 1200 1250 1300 1350",
    "0.5, 0.5, 0.2 0.3 0.4 0.5 0.6 0.7 0.8",
    "0, 0, −1 −0.5 0 0.5 1",
    "0, 3e8, 0 5e7 1e8 1.5e8 2e8 2.5e8 3e8",
    "1e-7, 2e-7, 1e−7 1.2e−7 1.4e−7 1.6e−7 1.8e−7 2e−7"
  })
  void linear(double smallest, double largest, String expected) {
    assertThat(labels(PlotAxis.linear(smallest, largest))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.003, 0.677, 0.002 0.005 0.01 0.02 0.05 0.1 0.2 0.5 1",
    "1, 10, 1 2 5 10",
    "3, 3, 2 5",
    "2, 2, 2 5",
    "0.04, 70, '  0.1   1   10   100'",
    "1e-30, 1, 1e−30 1e−27 1e−24 1e−21 1e−18 1e−15 1e−12 1e−9 1e−6 0.001 1"
  })
  void logarithmic(double smallest, double largest, String expected) {
    assertThat(labels(PlotAxis.logarithmic(smallest, largest))).isEqualTo(expected);
  }

  @Test
  void encloseWhateverTheyAreGivenWithAFewLines() {
    RandomGenerator random = new Well19937c(3);
    for (int i = 0; i < 3000; i++) {
      double a = FastMath.pow(10, 200 * random.nextDouble() - 100);
      double b =
          i % 2 == 0
              ? a * (1 + 1e-7 * random.nextDouble() * random.nextDouble())
              : 1e100 * random.nextDouble();
      double sign = i % 3 == 0 ? -1 : 1;
      enclose(
          PlotAxis.linear(Math.min(sign * a, b), Math.max(sign * a, b)),
          Math.min(sign * a, b),
          Math.max(sign * a, b));
      enclose(PlotAxis.logarithmic(Math.min(a, b), Math.max(a, b)), Math.min(a, b), Math.max(a, b));
    }
  }

  private static void enclose(PlotAxis axis, double smallest, double largest) {
    List<PlotAxis.Tick> ticks = axis.ticks();
    assertThat(ticks).hasSizeBetween(2, 32);
    assertThat(ticks.stream().filter(tick -> !tick.label().isEmpty())).hasSizeBetween(2, 13);
    assertThat(axis.position(smallest)).isBetween(-1e-9, 1.0);
    assertThat(axis.position(largest)).isBetween(0.0, 1 + 1e-9);
    assertThat(IntStream.range(1, ticks.size()))
        .allMatch(i -> ticks.get(i).value() > ticks.get(i - 1).value());
  }

  @Test
  void positions() {
    assertThat(PlotAxis.linear(0, 1).position(0.25)).isEqualTo(0.25);
    assertThat(PlotAxis.linear(-4, 6).position(1)).isEqualTo(0.5);
    assertThat(PlotAxis.logarithmic(1, 100).position(10)).isCloseTo(0.5, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "NaN", "1e-101"})
  void aLogarithmOfNothingPositiveIsRefused(double smallest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlotAxis.logarithmic(smallest, 1))
        .withMessage("expected positive numbers on a logarithmic axis, got " + smallest);
  }
}
