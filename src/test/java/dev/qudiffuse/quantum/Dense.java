package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

/**
 * The slow, obvious way: whole matrices on the whole register. What every kernel is compared with.
 */
public final class Dense {

  private Dense() {}

  /**
   * The matrix of a gate on some qubits of a register: its entry where those qubits differ, the
   * identity elsewhere.
   */
  public static ComplexMatrix onRegister(int qubits, ComplexMatrix gate, List<Integer> targets) {
    int size = 1 << qubits;
    double[] re = new double[size * size];
    double[] im = new double[size * size];
    int mask = 0;
    for (int target : targets) {
      mask |= 1 << (qubits - 1 - target);
    }
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        if ((row & ~mask) == (column & ~mask)) {
          re[row * size + column] =
              gate.re(bits(qubits, row, targets), bits(qubits, column, targets));
          im[row * size + column] =
              gate.im(bits(qubits, row, targets), bits(qubits, column, targets));
        }
      }
    }
    return ComplexMatrix.of(size, re, im);
  }

  /** The bits of {@code index} at these qubits, the first most significant. */
  private static int bits(int qubits, int index, List<Integer> targets) {
    int bits = 0;
    for (int target : targets) {
      bits = 2 * bits + (index >> (qubits - 1 - target) & 1);
    }
    return bits;
  }

  public static ComplexMatrix matrix(Circuit circuit, double... angles) {
    ComplexMatrix product = ComplexMatrix.identity(1 << circuit.qubits());
    for (Operation operation : circuit.operations()) {
      product =
          sparseTimes(
              onRegister(circuit.qubits(), operation.matrix(angles), operation.qubits()), product);
    }
    return product;
  }

  /**
   * {@code left times right}, where most entries of {@code left} are 0, as a gate's on a register.
   */
  public static ComplexMatrix sparseTimes(ComplexMatrix left, ComplexMatrix right) {
    int size = left.size();
    assertThat(right.size()).isEqualTo(size);
    double[] re = new double[size * size];
    double[] im = new double[size * size];
    for (int row = 0; row < size; row++) {
      for (int k = 0; k < size; k++) {
        double aRe = left.re(row, k);
        double aIm = left.im(row, k);
        if (aRe == 0 && aIm == 0) {
          continue;
        }
        for (int column = 0; column < size; column++) {
          re[row * size + column] += aRe * right.re(k, column) - aIm * right.im(k, column);
          im[row * size + column] += aRe * right.im(k, column) + aIm * right.re(k, column);
        }
      }
    }
    return ComplexMatrix.of(size, re, im);
  }

  public static StateVector times(ComplexMatrix matrix, StateVector state) {
    StateVector product = new StateVector(state.qubits());
    product.clear();
    for (int row = 0; row < matrix.size(); row++) {
      for (int column = 0; column < matrix.size(); column++) {
        double re = matrix.re(row, column);
        double im = matrix.im(row, column);
        product.re()[row] += re * state.re()[column] - im * state.im()[column];
        product.im()[row] += re * state.im()[column] + im * state.re()[column];
      }
    }
    return product;
  }

  /** {@code <psi|H|psi>} of a Hermitian H. */
  public static double expectation(ComplexMatrix observable, StateVector state) {
    return state.realInnerProduct(times(observable, state));
  }

  /** The matrix of a circuit, one column for each basis state it is run on. */
  public static ComplexMatrix simulated(Circuit circuit, double... angles) {
    int size = 1 << circuit.qubits();
    double[] re = new double[size * size];
    double[] im = new double[size * size];
    StateVector state = new StateVector(circuit.qubits());
    for (int column = 0; column < size; column++) {
      state.setBasisState(column);
      new StateVectorSimulator().run(circuit, angles, state);
      for (int row = 0; row < size; row++) {
        re[row * size + column] = state.re()[row];
        im[row * size + column] = state.im()[row];
      }
    }
    return ComplexMatrix.of(size, re, im);
  }

  public static double distance(StateVector a, StateVector b) {
    StateVector difference = copy(a);
    difference.addScaled(-1, b);
    return Math.sqrt(difference.squaredNorm());
  }

  public static StateVector copy(StateVector state) {
    StateVector copy = new StateVector(state.qubits());
    copy.copyFrom(state);
    return copy;
  }

  public static StateVector randomState(int qubits, Random random) {
    StateVector state = new StateVector(qubits);
    AmplitudeEmbedding.embed(gaussians(1 << qubits, random), gaussians(1 << qubits, random), state);
    return state;
  }

  public static double[] gaussians(int count, Random random) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  public static ComplexMatrix randomMatrix(int size, Random random) {
    return ComplexMatrix.of(size, gaussians(size * size, random), gaussians(size * size, random));
  }
}
