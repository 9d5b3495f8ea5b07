package dev.qudiffuse.quantum.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ansatz.SimCircuit;
import java.util.stream.LongStream;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The circuits of Sim et al. 2019 on 4 qubits, angles uniform on [0, 2 pi), against the figures of
 * their Fig. 3: divergences from 5,000 pairs in 75 bins. A published figure is one draw. Ours are
 * means over {@value #DRAWS} draws of the same size, which so have the same bias and a third of the
 * spread, and may be 20% or 0.01 away, whichever is more.
 */
class PublishedCircuitsTest {

  private static final int QUBITS = 4;
  private static final int DRAWS = 8;

  /**
   * The mean Meyer-Wallach Q is not the paper's, whose figure of entanglement it does not reproduce
   * (but for circuits 1 and 9), but as recomputed by others.
   */
  @ParameterizedTest
  @CsvSource({
    "1, .300, 0",
    "2, .286, .621",
    "3, .240, .170",
    "4, .134, .312",
    "5, .060, .288",
    "6, .006, .685",
    "9, .677, 1",
    "14, .014, .545",
    "15, .189, .713",
    "19, .081, .386"
  })
  void oneLayer(int number, double expressibility, double meanQ) {
    Circuit circuit = new SimCircuit(number).circuit(QUBITS, 1);
    assertExpressibility(circuit, expressibility);
    assertMeanQ(circuit, meanQ);
  }

  /**
   * The one circuit that is not within the bound: its mean is 0.064, a quarter above the published
   * 0.052, though that is not so far that it could not be one draw. The gates are those of the
   * paper, and their order is not to blame: CRZ gates commute, so that a block is the same in any
   * order; with control and target exchanged, and with angles up to 4 pi, the mean was 0.063 to
   * 0.067, too.
   */
  @Test
  void circuit13IsLessExpressiveThanPublished() {
    Circuit circuit = new SimCircuit(13).circuit(QUBITS, 1);
    SummaryStatistics divergences = divergences(circuit, 40);
    assertThat(divergences.getMean()).isBetween(0.062, 0.067);
    assertThat(divergences.getStandardDeviation()).isBetween(0.004, 0.008);
    assertThat(divergences.getMean() - 0.052)
        .as("from the published draw")
        .isLessThan(3 * divergences.getStandardDeviation());
    assertMeanQ(circuit, 0.405);
  }

  @ParameterizedTest
  @CsvSource({
    "1, .208",
    "2, .008",
    "3, .040",
    "4, .011",
    "5, .003",
    "6, .004",
    "9, .032",
    "13, .005",
    "14, .004",
    "15, .115",
    "19, .004"
  })
  void threeLayers(int number, double expressibility) {
    assertExpressibility(new SimCircuit(number).circuit(QUBITS, 3), expressibility);
  }

  private static void assertExpressibility(Circuit circuit, double published) {
    assertThat(divergences(circuit, DRAWS).getMean())
        .isCloseTo(published, within(Math.max(0.2 * published, 0.01)));
  }

  private static void assertMeanQ(Circuit circuit, double expected) {
    assertThat(EntanglingCapability.of(circuit, new Well19937c(1905)).value())
        .isCloseTo(expected, within(0.02));
  }

  private static SummaryStatistics divergences(Circuit circuit, int draws) {
    SummaryStatistics divergences = new SummaryStatistics();
    LongStream.range(0, draws)
        .mapToDouble(seed -> Expressibility.of(circuit, new Well19937c(seed)).divergence())
        .forEach(divergences::addValue);
    return divergences;
  }
}
