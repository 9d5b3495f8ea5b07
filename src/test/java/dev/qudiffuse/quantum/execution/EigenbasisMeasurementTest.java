package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.AdaptiveNonLocalObservables;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.HermitianObservable;
import dev.qudiffuse.quantum.StateVector;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

/** Means and variances of the estimates against {@code <H>} and {@code <H^2>}. */
class EigenbasisMeasurementTest {

  private static final int QUBITS = 4;
  private static final int REPETITIONS = 2000;

  /** A right program is refused once in ten thousand times a feature; the seeds are fixed. */
  private static final double SIGNIFICANCE = 1e-4;

  private final Random random = new Random(5);
  private final AdaptiveNonLocalObservables observables =
      AdaptiveNonLocalObservables.sliding(QUBITS, 2, 4);
  private final float[] parameters = new float[observables.parameterCount() + 3];
  private final StateVector state = Dense.randomState(QUBITS, random);
  private final List<HermitianObservable> matrices;

  EigenbasisMeasurementTest() {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextGaussian();
    }
    matrices = observables.observables(parameters, 3);
  }

  private double mean(int feature) {
    return matrices.get(feature).expectationValue(state);
  }

  /** Of one shot. */
  private double variance(int feature) {
    HermitianObservable observable = matrices.get(feature);
    ComplexMatrix squared = observable.matrix().times(observable.matrix());
    double meanSquare =
        new HermitianObservable(QUBITS, observable.window(), squared).expectationValue(state);
    return meanSquare - mean(feature) * mean(feature);
  }

  @Test
  void fewShotsHaveTheMeanAndTheVarianceOfTheTheory() {
    for (int shots : new int[] {1, 7, 100}) {
      assertMoments(shots);
    }
  }

  private void assertMoments(int shots) {
    var pass = new EigenbasisMeasurement(observables, parameters, 3).newPass();
    RandomGenerator measurements = new Well19937c(shots);
    double[] estimates = new double[observables.features()];
    double[] errors = new double[estimates.length];
    double[] squares = new double[estimates.length];
    double[] fourths = new double[estimates.length];
    for (int i = 0; i < REPETITIONS; i++) {
      pass.estimate(state, shots, measurements, estimates);
      for (int f = 0; f < estimates.length; f++) {
        double error = estimates[f] - mean(f);
        errors[f] += error;
        squares[f] += error * error;
        fourths[f] += error * error * error * error;
      }
    }
    for (int f = 0; f < estimates.length; f++) {
      double variance = variance(f) / shots;
      // Five standard errors of a mean, and of a mean square: one in two million for each.
      assertThat(errors[f] / REPETITIONS)
          .as("mean of feature %s at %s shots", f, shots)
          .isCloseTo(0, within(5 * Math.sqrt(variance / REPETITIONS)));
      double meanSquare = squares[f] / REPETITIONS;
      double spread = fourths[f] / REPETITIONS - meanSquare * meanSquare;
      assertThat(meanSquare)
          .as("variance of feature %s at %s shots", f, shots)
          .isCloseTo(variance, within(5 * Math.sqrt(spread / REPETITIONS)));
    }
  }

  @Test
  void estimatesOfDifferentObservablesAreIndependent() {
    var pass = new EigenbasisMeasurement(observables, parameters, 3).newPass();
    RandomGenerator measurements = new Well19937c(3);
    double[] estimates = new double[observables.features()];
    int pairs = estimates.length / 2;
    double[] products = new double[pairs];
    for (int i = 0; i < REPETITIONS; i++) {
      pass.estimate(state, 50, measurements, estimates);
      for (int f = 0; f < pairs; f++) {
        products[f] += (estimates[2 * f] - mean(2 * f)) * (estimates[2 * f + 1] - mean(2 * f + 1));
      }
    }
    double sum = 0;
    for (int f = 0; f < pairs; f++) {
      double deviation = Math.sqrt(variance(2 * f) * variance(2 * f + 1)) / 50;
      double z = products[f] / deviation / Math.sqrt(REPETITIONS);
      sum += z * z;
    }
    assertThat(new ChiSquaredDistribution(pairs).cumulativeProbability(sum))
        .isLessThan(1 - SIGNIFICANCE);
  }

  @Test
  void agreesWithTheShotBackendWhereOneOutcomeIsCertain() {
    // |0...0> and diagonal observables: every shot reads the first diagonal entry.
    StateVector zero = new StateVector(QUBITS);
    float[] diagonal = new float[observables.parameterCount()];
    for (int f = 0; f < observables.features(); f++) {
      for (int i = 0; i < 4; i++) {
        diagonal[f * 16 + i * 5] = f + 10 * i;
      }
    }
    double[] estimates = new double[observables.features()];
    new EigenbasisMeasurement(observables, diagonal, 0)
        .newPass()
        .estimate(zero, 3, new Well19937c(1), estimates);
    for (int f = 0; f < estimates.length; f++) {
      assertThat(estimates[f]).isEqualTo(f);
    }
  }

  @Test
  void needsAShot() {
    var pass = new EigenbasisMeasurement(observables, parameters, 3).newPass();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pass.estimate(state, 0, new Well19937c(1), new double[12]))
        .withMessage("expected at least 1 shot, got 0");
  }
}
