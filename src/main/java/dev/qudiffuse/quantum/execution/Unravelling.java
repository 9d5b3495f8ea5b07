package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Bits;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.noise.Channel;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * A channel as a random change of a pure state: {@code psi -> K_k psi / |K_k psi|} with probability
 * {@code |K_k psi|^2}. Averaged over the draws, {@code |psi><psi|} becomes what the channel makes
 * of it. Immutable and safe to share.
 */
sealed interface Unravelling {

  /** Draws one Kraus operator and applies it; the norm stays 1. */
  void apply(StateVector state, List<Integer> qubits, RandomGenerator random);

  /** The cheapest way to draw this channel's operators. */
  static Unravelling of(Channel channel) {
    List<ComplexMatrix> kraus = channel.krausOperators();
    return kraus.stream().allMatch(UnitaryMixture::isScaledUnitary)
        ? new UnitaryMixture(kraus)
        : new QuantumJumps(kraus);
  }

  /**
   * Kraus operators that are all unitaries times a number, so that the probabilities do not depend
   * on the state and most draws, those of the identity, leave it alone.
   */
  final class UnitaryMixture implements Unravelling {
    private static final double TOLERANCE = 1e-12;

    private final Sampler sampler;
    private final List<LocalOperator> unitaries = new ArrayList<>();
    private final boolean[] identity;

    private UnitaryMixture(List<ComplexMatrix> kraus) {
      double[] weights = kraus.stream().mapToDouble(UnitaryMixture::weight).toArray();
      this.identity = new boolean[weights.length];
      for (int k = 0; k < weights.length; k++) {
        // An operator of weight 0 is never drawn.
        double scale = weights[k] > 0 ? 1 / Math.sqrt(weights[k]) : 0;
        ComplexMatrix unitary = kraus.get(k).times(scale, 0);
        identity[k] = unitary.maxDistance(ComplexMatrix.identity(unitary.size())) <= TOLERANCE;
        unitaries.add(new LocalOperator(unitary));
      }
      this.sampler = new Sampler(weights);
    }

    private static double weight(ComplexMatrix kraus) {
      return kraus.adjoint().times(kraus).re(0, 0);
    }

    private static boolean isScaledUnitary(ComplexMatrix kraus) {
      ComplexMatrix multiple = ComplexMatrix.identity(kraus.size()).times(weight(kraus), 0);
      return kraus.adjoint().times(kraus).maxDistance(multiple) <= TOLERANCE;
    }

    @Override
    public void apply(StateVector state, List<Integer> qubits, RandomGenerator random) {
      int k = sampler.sample(random);
      if (!identity[k]) {
        unitaries.get(k).apply(state, qubits);
      }
    }
  }

  /** Kraus operators whose probabilities are read off the reduced density matrix of the qubits. */
  final class QuantumJumps implements Unravelling {
    private final List<ComplexMatrix> kraus;
    private final List<ComplexMatrix> effects;

    private QuantumJumps(List<ComplexMatrix> kraus) {
      this.kraus = kraus;
      this.effects = kraus.stream().map(k -> k.adjoint().times(k)).toList();
    }

    @Override
    public void apply(StateVector state, List<Integer> qubits, RandomGenerator random) {
      ComplexMatrix reduced = reduced(state, qubits);
      double[] probabilities =
          effects.stream().mapToDouble(effect -> traceOfProduct(effect, reduced)).toArray();
      int k = new Sampler(probabilities.clone()).sample(random);
      new LocalOperator(kraus.get(k).times(1 / Math.sqrt(probabilities[k]), 0))
          .apply(state, qubits);
    }

    /** {@code rho_rc = sum_e psi_re conj(psi_ce)}, where e runs over the rest of the register. */
    private static ComplexMatrix reduced(StateVector state, List<Integer> qubits) {
      int[] offsets = Bits.offsets(state.qubits(), qubits);
      int size = offsets.length;
      int mask = offsets[size - 1];
      double[] re = new double[size * size];
      double[] im = new double[size * size];
      for (int base = 0; base < state.dimension(); base = ((base | mask) + 1) & ~mask) {
        for (int row = 0; row < size; row++) {
          double rowRe = state.re()[base | offsets[row]];
          double rowIm = state.im()[base | offsets[row]];
          for (int column = 0; column < size; column++) {
            double columnRe = state.re()[base | offsets[column]];
            double columnIm = state.im()[base | offsets[column]];
            re[row * size + column] += rowRe * columnRe + rowIm * columnIm;
            im[row * size + column] += rowIm * columnRe - rowRe * columnIm;
          }
        }
      }
      return ComplexMatrix.of(size, re, im);
    }

    /** The real part, which is all there is of two Hermitian matrices. */
    private static double traceOfProduct(ComplexMatrix a, ComplexMatrix b) {
      double sum = 0;
      for (int row = 0; row < a.size(); row++) {
        for (int column = 0; column < a.size(); column++) {
          sum += a.re(row, column) * b.re(column, row) - a.im(row, column) * b.im(column, row);
        }
      }
      return sum;
    }
  }
}
