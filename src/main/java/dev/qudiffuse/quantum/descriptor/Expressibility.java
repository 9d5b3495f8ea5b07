package dev.qudiffuse.quantum.descriptor;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.StateVector;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * The expressibility of a circuit (Sim, Johnson and Aspuru-Guzik 2019, arXiv 1905.10876, equation
 * 5): how far the fidelities of pairs of its states, at random parameters, are from those of
 * Haar-random states. It is a divergence, so less is more expressive; a circuit that only ever
 * makes one state on n qubits has {@code (2^n - 1) ln(bins)}.
 *
 * <p>Good circuits come down to the floor that the finite number of pairs sets ({@link
 * FidelityHistogram#haarDivergence}, 0.0037 at n = 4), where published figures compare noise with
 * noise; {@link #corrected} takes the bias off.
 *
 * @param histogram of the fidelities
 * @param divergence as published, the bias in it; in nats
 * @param bias estimated by the jackknife
 * @param standardError of the divergence, likewise
 */
public record Expressibility(
    FidelityHistogram histogram, double divergence, double bias, double standardError) {

  /** Bins of the histogram, as published. */
  public static final int DEFAULT_BINS = 75;

  /** Pairs of parameters, as published. */
  public static final int DEFAULT_PAIRS = 5000;

  /** With the published numbers of bins and pairs, and angles uniform on [0, 2 pi). */
  public static Expressibility of(Circuit circuit, RandomGenerator random) {
    return of(circuit, DEFAULT_PAIRS, DEFAULT_BINS, ParameterDistribution.uniform(), random);
  }

  /**
   * From pairs of states {@code U(theta)|0>}, {@code U(phi)|0>}.
   *
   * @param pairs how many, at least 2
   * @param bins of the histogram, at least 1
   */
  public static Expressibility of(
      Circuit circuit,
      int pairs,
      int bins,
      ParameterDistribution distribution,
      RandomGenerator random) {
    RandomRuns runs = new RandomRuns(circuit, pairs, distribution);
    double[] fidelities = new double[pairs];
    runs.forEach(
        2,
        2,
        random,
        (pair, parameters, states) -> {
          StateVector first = states.get(0);
          StateVector second = states.get(1);
          runs.run(parameters[0], first);
          runs.run(parameters[1], second);
          double re = first.realInnerProduct(second);
          double im = first.imaginaryInnerProduct(second);
          fidelities[pair] = re * re + im * im;
        });
    return of(FidelityHistogram.of(circuit.qubits(), fidelities, bins));
  }

  /** From fidelities that were found otherwise: on hardware, or of mixed states. */
  public static Expressibility of(FidelityHistogram histogram) {
    Estimate bias = histogram.bias();
    return new Expressibility(
        histogram, histogram.divergence(), bias.value(), bias.standardError());
  }

  /** The divergence without its bias: near 0 for a circuit as expressive as Haar-random states. */
  public double corrected() {
    return divergence - bias;
  }
}
