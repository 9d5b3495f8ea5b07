package dev.qudiffuse.quantum.noise;

import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.PauliString;
import java.util.ArrayList;
import java.util.List;

/**
 * A quantum channel on one or two qubits: a completely positive, trace-preserving map of density
 * matrices, given by its Kraus operators (Nielsen and Chuang, section 8.2):
 *
 * <pre>
 * rho -&gt; sum_k K_k rho K_k^dagger        sum_k K_k^dagger K_k = 1
 * </pre>
 *
 * <p>Immutable. Probabilities outside [0, 1] are refused with an {@link IllegalArgumentException}.
 */
public sealed interface Channel {

  /** Number of qubits it acts on: 1 or 2. */
  int qubits();

  /**
   * Its Kraus operators, of size {@code 2^qubits}; the first qubit is the more significant one.
   * Those that are zero at a probability of 0 or 1 are still among them.
   */
  List<ComplexMatrix> krausOperators();

  /**
   * With probability p the qubits are replaced by the maximally mixed state, {@code rho -> (1 - p)
   * rho + p 1/d} with d = 2^qubits. As the Paulis average every state to 1/d, the Kraus operators
   * are
   *
   * <pre>
   * sqrt(1 - p (d^2 - 1) / d^2) 1        sqrt(p / d^2) P for each other Pauli string P
   * </pre>
   *
   * <p>So an error in the sense of a Pauli that is not the identity has the probability {@code p
   * (d^2 - 1) / d^2}: 3/4 p for one qubit, 15/16 p for two.
   *
   * @param qubits 1 or 2
   * @param probability p
   */
  record Depolarizing(int qubits, double probability) implements Channel {
    public Depolarizing {
      if (qubits < 1 || qubits > 2) {
        throw new IllegalArgumentException("expected 1 or 2 qubits, got " + qubits);
      }
      Probabilities.require("probability of depolarizing", probability);
    }

    @Override
    public List<ComplexMatrix> krausOperators() {
      int d = 1 << qubits;
      double each = probability / (d * d);
      List<ComplexMatrix> operators = new ArrayList<>();
      for (int x = 0; x < d; x++) {
        for (int z = 0; z < d; z++) {
          double weight = x == 0 && z == 0 ? 1 - (d * d - 1) * each : each;
          operators.add(new PauliString(qubits, x, z).matrix().times(Math.sqrt(weight), 0));
        }
      }
      return operators;
    }
  }

  /**
   * Relaxation from |1> to |0>, with probability gamma: after a time t with a relaxation time T1 it
   * is {@code gamma = 1 - e^(-t/T1)}. Its fixed point is |0>.
   *
   * <pre>
   * 1      0             0  sqrt(gamma)
   * 0  sqrt(1 - gamma)   0      0
   * </pre>
   *
   * @param probability gamma
   */
  record AmplitudeDamping(double probability) implements Channel {
    public AmplitudeDamping {
      Probabilities.require("probability of damping", probability);
    }

    @Override
    public int qubits() {
      return 1;
    }

    @Override
    public List<ComplexMatrix> krausOperators() {
      return List.of(
          ComplexMatrix.real(2, 1, 0, 0, Math.sqrt(1 - probability)),
          ComplexMatrix.real(2, 0, Math.sqrt(probability), 0, 0));
    }
  }

  /**
   * Loss of phase without loss of energy: with probability lambda the environment has learnt that
   * the qubit is in |1>. Off the diagonal, rho shrinks by {@code sqrt(1 - lambda)}.
   *
   * <pre>
   * 1       0              0       0
   * 0  sqrt(1 - lambda)    0  sqrt(lambda)
   * </pre>
   *
   * <p>It is a {@link PhaseFlip} of probability {@code (1 - sqrt(1 - lambda)) / 2}.
   *
   * @param probability lambda
   */
  record PhaseDamping(double probability) implements Channel {
    public PhaseDamping {
      Probabilities.require("probability of damping", probability);
    }

    @Override
    public int qubits() {
      return 1;
    }

    @Override
    public List<ComplexMatrix> krausOperators() {
      return List.of(
          ComplexMatrix.real(2, 1, 0, 0, Math.sqrt(1 - probability)),
          ComplexMatrix.real(2, 0, 0, 0, Math.sqrt(probability)));
    }
  }

  /**
   * X with probability p: {@code sqrt(1 - p) 1} and {@code sqrt(p) X}.
   *
   * @param probability p
   */
  record BitFlip(double probability) implements Channel {
    public BitFlip {
      Probabilities.require("probability of a flip", probability);
    }

    @Override
    public int qubits() {
      return 1;
    }

    @Override
    public List<ComplexMatrix> krausOperators() {
      return flip(FixedGate.X, probability);
    }
  }

  /**
   * Z with probability p: {@code sqrt(1 - p) 1} and {@code sqrt(p) Z}. Off the diagonal, rho
   * shrinks by 1 - 2p.
   *
   * @param probability p
   */
  record PhaseFlip(double probability) implements Channel {
    public PhaseFlip {
      Probabilities.require("probability of a flip", probability);
    }

    @Override
    public int qubits() {
      return 1;
    }

    @Override
    public List<ComplexMatrix> krausOperators() {
      return flip(FixedGate.Z, probability);
    }
  }

  /**
   * Any channel on one or two qubits.
   *
   * @param krausOperators at least one, all 2 x 2 or all 4 x 4, complete within 1e-10
   */
  record Kraus(List<ComplexMatrix> krausOperators) implements Channel {
    private static final double TOLERANCE = 1e-10;

    public Kraus {
      krausOperators = List.copyOf(krausOperators);
      if (krausOperators.isEmpty()) {
        throw new IllegalArgumentException("expected at least one Kraus operator");
      }
      int size = krausOperators.getFirst().size();
      if (size != 2 && size != 4 || krausOperators.stream().anyMatch(k -> k.size() != size)) {
        throw new IllegalArgumentException(
            "expected Kraus operators all 2 x 2 or all 4 x 4, got the sizes "
                + krausOperators.stream().map(ComplexMatrix::size).toList());
      }
      ComplexMatrix sum =
          krausOperators.stream()
              .map(k -> k.adjoint().times(k))
              .reduce(ComplexMatrix::plus)
              .orElseThrow();
      // Written so that NaN is refused too.
      if (!(sum.maxDistance(ComplexMatrix.identity(size)) <= TOLERANCE)) {
        throw new IllegalArgumentException(
            "expected the sum of K^dagger K to be the identity (within "
                + TOLERANCE
                + "), got\n"
                + sum);
      }
    }

    @Override
    public int qubits() {
      return krausOperators.getFirst().size() == 2 ? 1 : 2;
    }
  }

  private static List<ComplexMatrix> flip(FixedGate pauli, double probability) {
    return List.of(
        ComplexMatrix.identity(2).times(Math.sqrt(1 - probability), 0),
        pauli.matrix().times(Math.sqrt(probability), 0));
  }
}
