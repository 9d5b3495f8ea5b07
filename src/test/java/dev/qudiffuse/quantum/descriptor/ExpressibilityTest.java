package dev.qudiffuse.quantum.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.StateVector;
import java.util.Arrays;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

class ExpressibilityTest {

  /** Always the same state: all fidelities are 1, and only the last bin is filled. */
  @Test
  void ofACircuitThatMakesOneState() {
    Circuit circuit = Circuit.builder(8).add(FixedGate.H, 0).build();
    Expressibility expressibility = Expressibility.of(circuit, new Well19937c(1));
    assertThat(expressibility.divergence()).isCloseTo(255 * Math.log(75), within(1e-9));
    assertThat(expressibility.bias()).isCloseTo(0, within(1e-6));
    assertThat(expressibility.standardError()).isCloseTo(0, within(1e-6));
  }

  /**
   * RY on one qubit: F = cos^2 of a uniform angle has the arcsine distribution, and Haar's is
   * uniform, so the divergence of the bins is a sum in closed form. Within 5 standard errors.
   */
  @Test
  void ofOneRotation() {
    double expected = 0;
    for (int bin = 0; bin < 75; bin++) {
      double p =
          2 / Math.PI * (Math.asin(Math.sqrt((bin + 1) / 75.0)) - Math.asin(Math.sqrt(bin / 75.0)));
      expected += p * Math.log(75 * p);
    }
    Expressibility expressibility =
        Expressibility.of(
            TestStates.rotations(1, RotationGate.RY),
            20_000,
            75,
            ParameterDistribution.uniform(),
            new Well19937c(1));
    assertThat(expressibility.corrected())
        .isCloseTo(expected, within(5 * expressibility.standardError()));
    assertThat(expressibility.standardError()).isLessThan(0.01);
  }

  /** A fixed unitary after a circuit changes no fidelity. */
  @Test
  void doesNotSeeFixedGatesAtTheEnd() {
    assertThat(Expressibility.of(TestStates.sim(1, 1), new Well19937c(5)).histogram())
        .isEqualTo(Expressibility.of(TestStates.sim(2, 1), new Well19937c(5)).histogram());
  }

  /**
   * 20 times 5,000 pairs: the mean divergence is the floor and the mean corrected one is 0, each
   * within 5 standard errors of 20 values.
   */
  @Test
  void ofHaarRandomStatesIsTheFloor() {
    RandomGenerator random = new Well19937c(11);
    SummaryStatistics divergence = new SummaryStatistics();
    SummaryStatistics corrected = new SummaryStatistics();
    for (int i = 0; i < 20; i++) {
      Expressibility haar = haar(4, 5000, random);
      divergence.addValue(haar.divergence());
      corrected.addValue(haar.corrected());
    }
    double floor = FidelityHistogram.haarDivergence(4, 75, 5000);
    // Published is 0.0038.
    assertThat(floor).isCloseTo(0.0036646, within(1e-7));
    double standardError = divergence.getStandardDeviation() / Math.sqrt(20);
    assertThat(divergence.getMean()).isCloseTo(floor, within(5 * standardError));
    assertThat(corrected.getMean()).isCloseTo(0, within(5 * standardError));
    assertThat(standardError).isLessThan(0.0004);
  }

  private static Expressibility haar(int qubits, int pairs, RandomGenerator random) {
    double[] fidelities = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      StateVector a = TestStates.haar(qubits, random);
      StateVector b = TestStates.haar(qubits, random);
      double re = a.realInnerProduct(b);
      double im = a.imaginaryInnerProduct(b);
      fidelities[i] = re * re + im * im;
    }
    return Expressibility.of(FidelityHistogram.of(qubits, fidelities, 75));
  }

  /**
   * The standard error is the spread over seeds, and the bias what few pairs have more than many:
   * 60 runs of 500 pairs, of which the spread is known to about 10%.
   */
  @Test
  void theErrorsAreThoseOfRepetition() {
    SummaryStatistics divergence = new SummaryStatistics();
    SummaryStatistics corrected = new SummaryStatistics();
    SummaryStatistics standardError = new SummaryStatistics();
    for (int seed = 0; seed < 60; seed++) {
      Expressibility run =
          Expressibility.of(
              TestStates.sim(1, 1), 500, 75, ParameterDistribution.uniform(), new Well19937c(seed));
      divergence.addValue(run.divergence());
      corrected.addValue(run.corrected());
      standardError.addValue(run.standardError());
    }
    assertThat(standardError.getMean() / divergence.getStandardDeviation()).isBetween(0.6, 1.6);
    double many =
        Expressibility.of(
                TestStates.sim(1, 1),
                60_000,
                75,
                ParameterDistribution.uniform(),
                new Well19937c(1))
            .corrected();
    double error = divergence.getStandardDeviation() / Math.sqrt(60);
    assertThat(divergence.getMean() - many).as("bias").isGreaterThan(3 * error);
    assertThat(corrected.getMean()).isCloseTo(many, within(5 * error));
  }

  @Test
  void isTheSameAgain() {
    Expressibility first = Expressibility.of(TestStates.sim(2, 1), new Well19937c(3));
    Expressibility other = Expressibility.of(TestStates.sim(2, 1), new Well19937c(4));
    assertThat(Expressibility.of(TestStates.sim(2, 1), new Well19937c(3))).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  /** Parameters of no spread make one state, whatever the circuit. */
  @Test
  void dependsOnTheDistribution() {
    Expressibility still =
        Expressibility.of(
            TestStates.sim(2, 1),
            100,
            75,
            (_, angles) -> Arrays.fill(angles, 1),
            new Well19937c(1));
    assertThat(still.divergence()).isCloseTo(15 * Math.log(75), within(1e-9));
    Expressibility narrow =
        Expressibility.of(
            TestStates.sim(2, 1), 100, 75, ParameterDistribution.normal(0.1), new Well19937c(1));
    assertThat(narrow.divergence()).isBetween(5.0, 64.0);
  }
}
