package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Bits;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Gate;
import dev.qudiffuse.quantum.HermitianObservable;
import dev.qudiffuse.quantum.Memory;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.PauliString;
import dev.qudiffuse.quantum.PauliSum;
import dev.qudiffuse.quantum.Qubits;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.noise.Channel;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The state of a register that need not be pure: a Hermitian matrix rho of size {@code 2^n}, with
 * trace 1 and no negative eigenvalue. Row and column are basis indices, qubit 0 the most
 * significant.
 *
 * <p>Row by row, it is held as if it were the state vector of 2n qubits, of which the first n are
 * those of the row. There a gate is {@code U (x) conj(U)}, since {@code rho'_rc = sum_jk U_rj
 * rho_jk conj(U_ck)}, and a channel is the one matrix {@code sum_k K_k (x) conj(K_k)} on the qubits
 * of row and column. So every gate runs through the same loops as on a state vector.
 *
 * <p>Mutable; not thread-safe.
 */
public final class DensityMatrix {

  /** Beyond this an entry's index no longer fits an array. */
  public static final int MAX_QUBITS = Circuit.MAX_QUBITS / 2;

  private static final StateVectorSimulator SIMULATOR = new StateVectorSimulator();

  private final int qubits;
  private final StateVector vector;

  /**
   * The state |0...0>.
   *
   * @throws IllegalArgumentException if the matrix does not fit an array, or the memory that is
   *     left
   */
  public DensityMatrix(int qubits) {
    Memory.require("a density matrix of " + qubits + " qubits", Memory.complexNumbers(2 * qubits));
    if (qubits < 1 || qubits > MAX_QUBITS) {
      throw new IllegalArgumentException(
          "expected a density matrix of 1 to " + MAX_QUBITS + " qubits, got " + qubits);
    }
    this.qubits = qubits;
    this.vector = new StateVector(2 * qubits);
  }

  /** The pure state {@code |psi><psi|}. */
  public static DensityMatrix pure(StateVector state) {
    DensityMatrix density = new DensityMatrix(state.qubits());
    int dimension = density.dimension();
    for (int row = 0; row < dimension; row++) {
      double rowRe = state.re()[row];
      double rowIm = state.im()[row];
      for (int column = 0; column < dimension; column++) {
        double columnRe = state.re()[column];
        double columnIm = state.im()[column];
        int entry = row * dimension + column;
        density.vector.re()[entry] = Math.fma(rowRe, columnRe, rowIm * columnIm);
        density.vector.im()[entry] = Math.fma(rowIm, columnRe, -rowRe * columnIm);
      }
    }
    return density;
  }

  /** A matrix of its own with the same entries. */
  public DensityMatrix copy() {
    DensityMatrix copy = new DensityMatrix(qubits);
    copy.vector.copyFrom(vector);
    return copy;
  }

  /** Number of qubits n. */
  public int qubits() {
    return qubits;
  }

  /** Number of rows, {@code 2^n}. */
  public int dimension() {
    return 1 << qubits;
  }

  /** Real part of an entry. */
  public double re(int row, int column) {
    return vector.re()[row * dimension() + column];
  }

  /** Imaginary part of an entry. */
  public double im(int row, int column) {
    return vector.im()[row * dimension() + column];
  }

  /** {@code rho <- U rho U^dagger}. */
  public void apply(Gate gate, List<Integer> targets, double... angles) {
    List<Angle> fixed = Arrays.stream(angles).mapToObj(Angle::of).toList();
    apply(new Operation(gate, targets, fixed));
  }

  /** Applies an operation that has no parameters left. */
  void apply(Operation operation) {
    requireTargets(operation.qubits(), operation.qubits().size());
    Circuit rows = Circuit.builder(2 * qubits).add(operation).build();
    Circuit columns =
        Circuit.builder(2 * qubits)
            .add(
                new Operation(
                    operation.gate(), columnQubits(operation.qubits()), operation.angles()))
            .build();
    double[] none = new double[0];
    onBothSides(v -> SIMULATOR.run(rows, none, v), v -> SIMULATOR.run(columns, none, v));
  }

  /** {@code rho <- V rho V^dagger}. */
  void apply(LocalOperator operator, List<Integer> targets) {
    onBothSides(v -> operator.apply(v, targets), v -> operator.apply(v, columnQubits(targets)));
  }

  /** On the columns acts the conjugate: {@code conj(U) x = conj(U conj(x))}. */
  private void onBothSides(Consumer<StateVector> rows, Consumer<StateVector> columns) {
    rows.accept(vector);
    conjugate();
    columns.accept(vector);
    conjugate();
  }

  private void conjugate() {
    double[] im = vector.im();
    for (int i = 0; i < im.length; i++) {
      im[i] = -im[i];
    }
  }

  /** {@code rho <- sum_k K_k rho K_k^dagger}, on these qubits. */
  public void apply(Channel channel, List<Integer> targets) {
    requireTargets(targets, channel.qubits());
    applySuperoperator(superoperator(channel), targets);
  }

  /** Applies what {@link #superoperator} made of a channel, to be made once for many uses. */
  void applySuperoperator(LocalOperator superoperator, List<Integer> targets) {
    superoperator.apply(
        vector,
        IntStream.concat(
                targets.stream().mapToInt(Integer::intValue),
                columnQubits(targets).stream().mapToInt(Integer::intValue))
            .boxed()
            .toList());
  }

  /** {@code sum_k K_k (x) conj(K_k)}. */
  static LocalOperator superoperator(Channel channel) {
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

  private List<Integer> columnQubits(List<Integer> targets) {
    return targets.stream().map(target -> qubits + target).toList();
  }

  private void requireTargets(List<Integer> targets, int count) {
    Qubits.requireDistinct(qubits, targets);
    if (targets.size() != count) {
      throw new IllegalArgumentException("expected " + count + " qubit(s), got " + targets);
    }
  }

  /** The sum of the diagonal; 1 for a state. */
  public double trace() {
    double sum = 0;
    for (int i = 0; i < dimension(); i++) {
      sum += probability(i);
    }
    return sum;
  }

  /** {@code tr(rho^2)}: 1 for a pure state, {@code 2^-n} for the maximally mixed one. */
  public double purity() {
    return vector.squaredNorm();
  }

  /** The probability of reading this basis index when all qubits are measured. */
  public double probability(int index) {
    return re(index, index);
  }

  /**
   * {@code tr(H rho)}.
   *
   * @throws IllegalArgumentException if the observable is on another number of qubits
   */
  public double expectationValue(Observable observable) {
    if (observable.qubits() != qubits) {
      throw new IllegalArgumentException(
          "expected an observable on %d qubits, got one on %d"
              .formatted(qubits, observable.qubits()));
    }
    return switch (observable) {
      case PauliSum sum ->
          sum.terms().stream()
              .mapToDouble(term -> term.coefficient() * expectationValue(term.string()))
              .sum();
      case HermitianObservable hermitian -> expectationValue(hermitian);
    };
  }

  /** With {@code P |j> = i^k (-1)^(ones of j & z) |j ^ x>}, the sum of {@code <j| rho P |j>}. */
  private double expectationValue(PauliString string) {
    int turns = Integer.bitCount(string.x() & string.z()) & 3;
    double sum = 0;
    for (int j = 0; j < dimension(); j++) {
      double entry = (turns & 1) == 0 ? re(j, j ^ string.x()) : -im(j, j ^ string.x());
      sum += (Integer.bitCount(j & string.z()) & 1) == 0 ? entry : -entry;
    }
    return turns >= 2 ? -sum : sum;
  }

  private double expectationValue(HermitianObservable observable) {
    int[] offsets = Bits.offsets(qubits, observable.window());
    int mask = offsets[offsets.length - 1];
    ComplexMatrix matrix = observable.matrix();
    double sum = 0;
    for (int base = 0; base < dimension(); base = ((base | mask) + 1) & ~mask) {
      for (int i = 0; i < offsets.length; i++) {
        for (int j = 0; j < offsets.length; j++) {
          int row = base | offsets[j];
          int column = base | offsets[i];
          sum += matrix.re(i, j) * re(row, column) - matrix.im(i, j) * im(row, column);
        }
      }
    }
    return sum;
  }

  /** A copy in the plain form: for small registers. */
  public ComplexMatrix matrix() {
    return ComplexMatrix.of(dimension(), vector.re(), vector.im());
  }
}
