package dev.qudiffuse.quantum.descriptor;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.StateVector;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * How entangled the states of a circuit are: the mean over random parameters of the measure of
 * Meyer and Wallach (quant-ph/0108104), in the form of Brennen (quant-ph/0305094),
 *
 * <pre>
 * Q = 2 (1 - mean over the qubits of tr(rho_q^2))
 * </pre>
 *
 * <p>from 0 for product states to 1 where every qubit is maximally mixed, as in GHZ states. It is
 * blind to who is entangled with whom: two Bell pairs have Q = 1. Sim et al. 2019 (arXiv
 * 1905.10876) made it a descriptor of circuits.
 */
public final class EntanglingCapability {

  /** States to average over, as published. */
  public static final int DEFAULT_SAMPLES = 5000;

  private EntanglingCapability() {}

  /** Q of one state, of norm 1. */
  public static double meyerWallach(StateVector state) {
    double purity = 0;
    for (int qubit = 0; qubit < state.qubits(); qubit++) {
      purity += BlochVector.of(state, qubit).purity();
    }
    return 2 * (1 - purity / state.qubits());
  }

  /** The mean Q with the published number of states, and angles uniform on [0, 2 pi). */
  public static Estimate of(Circuit circuit, RandomGenerator random) {
    return of(circuit, DEFAULT_SAMPLES, ParameterDistribution.uniform(), random);
  }

  /**
   * The mean Q of the states {@code U(theta)|0>}.
   *
   * @param samples how many, at least 2
   */
  public static Estimate of(
      Circuit circuit, int samples, ParameterDistribution distribution, RandomGenerator random) {
    RandomRuns runs = new RandomRuns(circuit, samples, distribution);
    double[] entanglement = new double[samples];
    runs.forEach(
        1,
        1,
        random,
        (sample, parameters, states) -> {
          runs.run(parameters[0], states.getFirst());
          entanglement[sample] = meyerWallach(states.getFirst());
        });
    return Estimate.mean(entanglement);
  }

  /** The mean Q of Haar-random states, {@code (N - 2) / (N + 1)} with {@code N = 2^qubits}. */
  public static double haarMean(int qubits) {
    double dimension = Math.scalb(1.0, qubits);
    return (dimension - 2) / (dimension + 1);
  }
}
