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

  private static final double[] NO_ANGLES = {};

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
    apply(List.of(operation));
  }

  /**
   * Applies operations that have no parameters left, in their order; together they are faster than
   * one by one.
   */
  void apply(List<Operation> operations) {
    Circuit rows = onRows(operations);
    Circuit.Builder columns = Circuit.builder(2 * qubits);
    for (Operation operation : operations) {
      columns.add(
          new Operation(operation.gate(), columnQubits(operation.qubits()), operation.angles()));
    }
    Circuit onColumns = columns.build();
    onBothSides(
        v -> SIMULATOR.run(rows, NO_ANGLES, v), v -> SIMULATOR.run(onColumns, NO_ANGLES, v));
  }

  /** {@code rho <- U rho}, which is no state any more. */
  void applyFromTheLeft(List<Operation> operations) {
    SIMULATOR.run(onRows(operations), NO_ANGLES, vector);
  }

  private Circuit onRows(List<Operation> operations) {
    Circuit.Builder rows = Circuit.builder(2 * qubits);
    for (Operation operation : operations) {
      requireTargets(operation.qubits(), operation.qubits().size());
      rows.add(operation);
    }
    return rows.build();
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
    Superoperator.of(channel).apply(this, targets);
  }

  /** Applies a matrix of size {@code 4^k} that acts on rows and columns of k qubits. */
  void applySuperoperator(LocalOperator matrix, List<Integer> targets) {
    matrix.apply(
        vector,
        IntStream.concat(
                targets.stream().mapToInt(Integer::intValue),
                columnQubits(targets).stream().mapToInt(Integer::intValue))
            .boxed()
            .toList());
  }

  /**
   * {@code rho <- (1 - p) rho + p 1/d (x) tr_d rho}, where d is the dimension of the targets: most
   * entries are only scaled, which the channel's matrix would not know.
   */
  void depolarize(double p, List<Integer> targets) {
    int[] offsets = Bits.offsets(qubits, targets);
    int mask = offsets[offsets.length - 1];
    // Indices in which the targets are 0.
    int[] bases = IntStream.range(0, dimension()).filter(index -> (index & mask) == 0).toArray();
    depolarize(p, bases, offsets, vector.re());
    depolarize(p, bases, offsets, vector.im());
  }

  private void depolarize(double p, int[] bases, int[] offsets, double[] entries) {
    int dimension = dimension();
    double[] traces = new double[bases.length];
    for (int row : bases) {
      Arrays.fill(traces, 0);
      for (int offset : offsets) {
        int first = (row | offset) * dimension + offset;
        for (int i = 0; i < bases.length; i++) {
          traces[i] += entries[first + bases[i]];
        }
      }
      for (int offset : offsets) {
        int start = (row | offset) * dimension;
        for (int i = start; i < start + dimension; i++) {
          entries[i] *= 1 - p;
        }
        for (int i = 0; i < bases.length; i++) {
          int entry = start + offset + bases[i];
          entries[entry] = Math.fma(p / offsets.length, traces[i], entries[entry]);
        }
      }
    }
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
