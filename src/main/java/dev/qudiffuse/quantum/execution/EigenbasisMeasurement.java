package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.AdaptiveNonLocalObservables;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.HermitianForm;
import dev.qudiffuse.quantum.HermitianObservable;
import dev.qudiffuse.quantum.ObservablePass;
import dev.qudiffuse.quantum.StateVector;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Estimates adaptive non-local observables of fixed matrices from finitely many shots, each
 * observable in its own eigenbasis:
 *
 * <pre>
 * H = sum_k lambda_k |v_k&gt;&lt;v_k|      p_k = &lt;psi| |v_k&gt;&lt;v_k| (x) 1 |psi&gt;
 * estimate = sum_k lambda_k n_k / shots,    (n_k) multinomial of the p_k
 * </pre>
 *
 * <p>The estimate has the mean {@code <H>} and the variance {@code (<H^2> - <H>^2) / shots}.
 * Estimates of different observables are independent, as every observable has shots of its own. It
 * is what {@link ShotBackend} does, for observables that are measured again and again: the
 * projectors are observables of the same windows, so one {@link ObservablePass} gives all the p_k,
 * and counts are drawn in place of single outcomes, so that the time hardly depends on the shots.
 *
 * <p>Immutable and safe to share; a {@link Pass} is not.
 */
public final class EigenbasisMeasurement {

  private final int features;
  private final int outcomes;
  private final AdaptiveNonLocalObservables projectors;
  private final double[] projectorParameters;

  /** Of each observable, {@link #outcomes} of them. */
  private final double[] eigenvalues;

  /**
   * Finds the eigenbases.
   *
   * @param parameters where the parameters of the observables begin at {@code offset}
   */
  public EigenbasisMeasurement(
      AdaptiveNonLocalObservables observables, float[] parameters, int offset) {
    this.features = observables.features();
    this.outcomes = 1 << observables.locality();
    this.projectors =
        AdaptiveNonLocalObservables.of(
            observables.qubits(),
            observables.windows(),
            observables.observablesPerWindow() * outcomes);
    this.projectorParameters = new double[projectors.parameterCount()];
    this.eigenvalues = new double[features * outcomes];
    List<HermitianObservable> matrices = observables.observables(parameters, offset);
    for (int feature = 0; feature < features; feature++) {
      HermitianEigen eigen = HermitianEigen.of(matrices.get(feature).matrix());
      for (int k = 0; k < outcomes; k++) {
        int projector = feature * outcomes + k;
        eigenvalues[projector] = eigen.values()[k];
        HermitianForm.parameters(
            projector(eigen.vectors(), k),
            projectorParameters,
            projector * projectors.parametersPerObservable());
      }
    }
  }

  /** {@code |v_k><v_k|}. */
  private static ComplexMatrix projector(ComplexMatrix vectors, int k) {
    int size = vectors.size();
    double[] re = new double[size * size];
    double[] im = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        re[i * size + j] =
            vectors.re(i, k) * vectors.re(j, k) + vectors.im(i, k) * vectors.im(j, k);
        im[i * size + j] =
            vectors.im(i, k) * vectors.re(j, k) - vectors.re(i, k) * vectors.im(j, k);
      }
    }
    return ComplexMatrix.of(size, re, im);
  }

  /** Buffers for one thread. */
  public Pass newPass() {
    return new Pass();
  }

  /** Measures state after state. Owned by one thread. */
  public final class Pass {
    private final ObservablePass measurement = projectors.newPass();
    private final double[] probabilities = new double[projectors.features()];

    private Pass() {}

    /**
     * Estimates every observable.
     *
     * @param shots for each of them, at least 1
     * @param random where the outcomes are drawn from
     * @param estimates receives the estimates, in the order of the observables
     */
    public void estimate(StateVector state, int shots, RandomGenerator random, double[] estimates) {
      Arguments.requireShots(shots);
      measurement.expectationValues(state, projectorParameters, 0, probabilities);
      for (int feature = 0; feature < features; feature++) {
        estimates[feature] = estimate(feature * outcomes, shots, random);
      }
    }

    /** A multinomial as a chain of binomials: of those that are left, how many are of this k. */
    private double estimate(int first, int shots, RandomGenerator random) {
      double left = 0;
      for (int k = first; k < first + outcomes; k++) {
        probabilities[k] = Math.max(0, probabilities[k]); // rounding may leave it below
        left += probabilities[k];
      }
      int shotsLeft = shots;
      double sum = 0;
      for (int k = first; k < first + outcomes - 1 && shotsLeft > 0; k++) {
        int count = Binomial.sample(shotsLeft, probabilities[k] / left, random);
        sum = Math.fma(count, eigenvalues[k], sum);
        shotsLeft -= count;
        left -= probabilities[k];
      }
      sum = Math.fma(shotsLeft, eigenvalues[first + outcomes - 1], sum);
      return sum / shots;
    }
  }
}
