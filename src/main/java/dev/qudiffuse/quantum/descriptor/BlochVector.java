package dev.qudiffuse.quantum.descriptor;

import dev.qudiffuse.quantum.Bits;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Qubits;
import dev.qudiffuse.quantum.StateVector;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * The reduced state of one qubit, {@code rho = (1 + x X + y Y + z Z) / 2}. Of a pure state of
 * several qubits it lies on the sphere where the qubit is not entangled with the others, and within
 * where it is.
 *
 * @param x expectation value of X
 * @param y of Y
 * @param z of Z
 */
public record BlochVector(double x, double y, double z) {

  /** How far beyond the sphere rounding may have brought a vector. */
  private static final double TOLERANCE = 1e-9;

  public BlochVector {
    double length = length(x, y, z);
    if (!(length <= 1 + TOLERANCE)) {
      throw new IllegalArgumentException(
          "expected a Bloch vector of length at most 1, got (%s, %s, %s) of length %s"
              .formatted(x, y, z, length));
    }
  }

  /**
   * Of one qubit of a state of norm 1.
   *
   * @throws IllegalArgumentException if there is no such qubit, or the norm is above 1 such that
   *     the vector is outside the sphere
   */
  public static BlochVector of(StateVector state, int qubit) {
    Qubits.requireDistinct(state.qubits(), List.of(qubit));
    double[] re = state.re();
    double[] im = state.im();
    int stride = Bits.stride(state.qubits(), qubit);
    double x = 0;
    double y = 0;
    double z = 0;
    for (int i = 0; i < re.length; i++) {
      if ((i & stride) == 0) {
        int j = i | stride;
        x += re[i] * re[j] + im[i] * im[j];
        y += re[i] * im[j] - im[i] * re[j];
        z += state.probability(i) - state.probability(j);
      }
    }
    return new BlochVector(2 * x, 2 * y, z);
  }

  /** Of every qubit of a state, in their order. */
  public static List<BlochVector> of(StateVector state) {
    return IntStream.range(0, state.qubits()).mapToObj(qubit -> of(state, qubit)).toList();
  }

  /**
   * Of every qubit of a circuit's states at random parameters: what part of the state space it
   * reaches.
   *
   * @param samples how many states, at least 2
   * @return for each state, the vectors of its qubits
   */
  public static List<List<BlochVector>> sample(
      Circuit circuit, int samples, ParameterDistribution distribution, RandomGenerator random) {
    RandomRuns runs = new RandomRuns(circuit, samples, distribution);
    BlochVector[][] vectors = new BlochVector[samples][circuit.qubits()];
    runs.forEach(
        1,
        1,
        random,
        (sample, parameters, states) -> {
          runs.run(parameters[0], states.getFirst());
          for (int qubit = 0; qubit < circuit.qubits(); qubit++) {
            vectors[sample][qubit] = of(states.getFirst(), qubit);
          }
        });
    return Arrays.stream(vectors).map(List::of).toList();
  }

  /** From 0, maximally mixed, to 1, pure. */
  public double length() {
    return length(x, y, z);
  }

  /** {@code tr(rho^2)}, from 1/2 to 1. */
  public double purity() {
    return (1 + x * x + y * y + z * z) / 2;
  }

  private static double length(double x, double y, double z) {
    return Math.sqrt(x * x + y * y + z * z);
  }
}
