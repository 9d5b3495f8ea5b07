package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.HermitianObservable;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.PauliString;
import dev.qudiffuse.quantum.PauliSum;
import dev.qudiffuse.quantum.RandomCircuits;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.noise.Channel;
import dev.qudiffuse.quantum.noise.NoiseModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the tests of this package share: noise, observables, and both as whole matrices. */
final class Noisy {

  private Noisy() {}

  /**
   * A channel of two Kraus operators: what a unitary with one qubit more, which begins in |0>,
   * leaves.
   */
  static Channel.Kraus randomChannel(int qubits, Random random) {
    int d = 1 << qubits;
    ComplexMatrix unitary =
        qubits == 1
            ? RandomCircuits.unitary(2, random)
            : RandomCircuits.unitary(1, random)
                .kronecker(RandomCircuits.unitary(2, random))
                .times(Dense.onRegister(3, FixedGate.SWAP.matrix(), List.of(0, 2)))
                .times(
                    RandomCircuits.unitary(2, random).kronecker(RandomCircuits.unitary(1, random)));
    List<ComplexMatrix> kraus = new ArrayList<>();
    for (int k = 0; k < 2; k++) {
      double[] re = new double[d * d];
      double[] im = new double[d * d];
      for (int i = 0; i < d * d; i++) {
        re[i] = unitary.re(k * d + i / d, i % d);
        im[i] = unitary.im(k * d + i / d, i % d);
      }
      kraus.add(ComplexMatrix.of(d, re, im));
    }
    return new Channel.Kraus(kraus);
  }

  /** Every kind of channel, strong enough to be seen. */
  static NoiseModel everyChannel(Random random) {
    return NoiseModel.ideal()
        .after(1, new Channel.Depolarizing(1, 0.05))
        .after(2, new Channel.Depolarizing(2, 0.1))
        .after(2, randomChannel(2, random))
        .after(3, randomChannel(1, random))
        .after(1, new Channel.PhaseDamping(0.1))
        .after(1, new Channel.BitFlip(0.03))
        .after(2, new Channel.PhaseFlip(0.04))
        .afterEveryGate(new Channel.AmplitudeDamping(0.08));
  }

  static ComplexMatrix pure(StateVector state) {
    int size = state.dimension();
    double[] re = new double[size * size];
    double[] im = new double[size * size];
    for (int i = 0; i < size; i++) {
      re[i * size] = state.re()[i];
      im[i * size] = state.im()[i];
    }
    ComplexMatrix column = ComplexMatrix.of(size, re, im);
    return column.times(column.adjoint());
  }

  /** The sum of {@code K rho K^dagger}, in whole matrices. */
  static ComplexMatrix through(
      List<ComplexMatrix> kraus, List<Integer> targets, int qubits, ComplexMatrix rho) {
    return kraus.stream()
        .map(k -> Dense.onRegister(qubits, k, targets))
        // as (K (K rho)^dagger)^dagger, in which K, full of zeros, stands on the left both times
        .map(k -> Dense.sparseTimes(k, Dense.sparseTimes(k, rho).adjoint()).adjoint())
        .reduce(ComplexMatrix::plus)
        .orElseThrow();
  }

  static ComplexMatrix run(
      Circuit circuit, double[] angles, NoiseModel noise, ComplexMatrix initial) {
    ComplexMatrix rho = initial;
    for (Operation operation : circuit.operations()) {
      rho = through(List.of(operation.matrix(angles)), operation.qubits(), circuit.qubits(), rho);
      for (NoiseModel.Placed placed : noise.after(operation)) {
        rho = through(placed.channel().krausOperators(), placed.qubits(), circuit.qubits(), rho);
      }
    }
    return rho;
  }

  static double trace(ComplexMatrix matrix) {
    double sum = 0;
    for (int i = 0; i < matrix.size(); i++) {
      sum += matrix.re(i, i);
    }
    return sum;
  }

  /** A sum of Pauli strings, a matrix on some qubits and a diagonal one. */
  static List<Observable> observables(int qubits, Random random) {
    List<PauliSum.Term> terms = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      terms.add(
          new PauliSum.Term(
              random.nextGaussian(),
              new PauliString(qubits, random.nextInt(1 << qubits), random.nextInt(1 << qubits))));
    }
    List<Observable> observables = new ArrayList<>(List.of(new PauliSum(terms)));
    for (int k = 1; k <= Math.min(2, qubits); k++) {
      List<List<Integer>> windows = RandomCircuits.arrangements(qubits, k);
      List<Integer> window = windows.get(random.nextInt(windows.size()));
      observables.add(
          new HermitianObservable(
              qubits, window, Dense.randomMatrix(1 << k, random).hermitianPart()));
    }
    observables.add(
        new HermitianObservable(
            qubits, List.of(qubits - 1), ComplexMatrix.real(2, 0.3, 0, 0, -1.2)));
    return observables;
  }
}
