package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.noise.Channel;
import java.util.List;

/** A channel in the form in which it acts on a density matrix. Safe to share. */
@FunctionalInterface
interface Superoperator {

  /** {@code rho <- sum_k K_k rho K_k^dagger}, on these qubits. */
  void apply(DensityMatrix state, List<Integer> targets);

  /** The fastest form of this channel. */
  static Superoperator of(Channel channel) {
    if (channel instanceof Channel.Depolarizing depolarizing) {
      return (state, targets) -> state.depolarize(depolarizing.probability(), targets);
    }
    LocalOperator matrix = matrix(channel);
    return (state, targets) -> state.applySuperoperator(matrix, targets);
  }

  /** {@code sum_k K_k (x) conj(K_k)}. */
  private static LocalOperator matrix(Channel channel) {
    return new LocalOperator(
        channel.krausOperators().stream()
            .map(kraus -> kraus.kronecker(conjugate(kraus)))
            .reduce(ComplexMatrix::plus)
            .orElseThrow());
  }

  private static ComplexMatrix conjugate(ComplexMatrix matrix) {
    int size = matrix.size();
    double[] re = new double[size * size];
    double[] im = new double[size * size];
    for (int i = 0; i < re.length; i++) {
      re[i] = matrix.re(i / size, i % size);
      im[i] = -matrix.im(i / size, i % size);
    }
    return ComplexMatrix.of(size, re, im);
  }
}
