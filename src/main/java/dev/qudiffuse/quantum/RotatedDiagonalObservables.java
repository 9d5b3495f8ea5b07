package dev.qudiffuse.quantum;

import java.util.ArrayList;
import java.util.List;

/**
 * Trainable observables on windows of k qubits with fewer parameters than {@link
 * AdaptiveNonLocalObservables}: a real diagonal in a basis that is itself trained,
 *
 * <pre>
 * H = R(phi)^dagger D R(phi),   y = &lt;psi| H (x) 1 |psi&gt; = sum_b D_b p_b
 * </pre>
 *
 * <p>where p_b is the probability of reading b on the window after R. So y is what a device
 * measures directly: run R, read the window, and average D over the readings. An observable has
 * {@code 2^k} entries of D, which are its eigenvalues, and the angles of R; with {@link
 * #directions} that is {@code 2^k + 2k} instead of {@code 4^k} (24 instead of 256 for k = 4). Any
 * Hermitian matrix is of this form with a general R; with a product of one-qubit rotations only
 * those are that are diagonal in a product basis.
 *
 * <p>Features and parameters are ordered by window, then by observable; one observable's parameters
 * are D, the first qubit of the window the most significant in b, and then phi.
 *
 * <p>This is the description: immutable and safe to share. {@link #newPass()} gives what one thread
 * computes with.
 */
public final class RotatedDiagonalObservables {

  /** A diagonal on this many qubits already has a million entries. */
  private static final int MAX_LOCALITY = 20;

  private final int qubits;
  private final List<List<Integer>> windows;
  private final int observablesPerWindow;
  private final Circuit rotation;

  private RotatedDiagonalObservables(
      int qubits, List<List<Integer>> windows, int observablesPerWindow, Circuit rotation) {
    if (observablesPerWindow < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 observable a window, got " + observablesPerWindow);
    }
    this.qubits = qubits;
    this.windows = Windows.copyOf(qubits, windows, MAX_LOCALITY);
    this.observablesPerWindow = observablesPerWindow;
    this.rotation = rotation;
    if (rotation.qubits() != locality()) {
      throw new IllegalArgumentException(
          "expected a rotation of %d qubits, got %d".formatted(locality(), rotation.qubits()));
    }
  }

  /**
   * The rotation that measures every qubit along a direction of its own: {@code RZ(phi_2q)}, then
   * {@code RY(phi_2q+1)}. After it Z on qubit q means {@code cos(b) Z - sin(b) (cos(a) X - sin(a)
   * Y)} before it, a = phi_2q, b = phi_2q+1, which is every direction. A third rotation, about z,
   * would commute with D.
   */
  public static Circuit directions(int qubits) {
    Circuit.Builder builder = Circuit.builder(qubits);
    for (int qubit = 0; qubit < qubits; qubit++) {
      builder.add(RotationGate.RZ, qubit, Angle.parameter(2 * qubit));
      builder.add(RotationGate.RY, qubit, Angle.parameter(2 * qubit + 1));
    }
    return builder.build();
  }

  /** On the {@code n - k + 1} windows of k = {@code locality} neighbouring qubits. */
  public static RotatedDiagonalObservables sliding(
      int qubits, int locality, int observablesPerWindow) {
    List<List<Integer>> windows = Windows.sliding(qubits, locality);
    return of(qubits, windows, observablesPerWindow, directions(locality));
  }

  /** On all {@code C(n, k)} windows, as in {@link AdaptiveNonLocalObservables#subsets}. */
  public static RotatedDiagonalObservables subsets(
      int qubits, int locality, int observablesPerWindow) {
    List<List<Integer>> windows = Windows.subsets(qubits, locality);
    return of(qubits, windows, observablesPerWindow, directions(locality));
  }

  /** On one window: the whole register. */
  public static RotatedDiagonalObservables fullRegister(int qubits, int observables) {
    return sliding(qubits, qubits, observables);
  }

  /**
   * On windows of one's own choice, all of one size, with a rotation of one's own.
   *
   * @param rotation R, a circuit on as many qubits as a window has; its qubit i is the window's
   *     i-th, and each observable has its own values of its parameters
   */
  public static RotatedDiagonalObservables of(
      int qubits, List<List<Integer>> windows, int observablesPerWindow, Circuit rotation) {
    return new RotatedDiagonalObservables(qubits, windows, observablesPerWindow, rotation);
  }

  /** Number of qubits of the register. */
  public int qubits() {
    return qubits;
  }

  /** Qubits a window, k. */
  public int locality() {
    return windows.getFirst().size();
  }

  /** The windows, each a list of qubits. */
  public List<List<Integer>> windows() {
    return windows;
  }

  /** Observables a window. */
  public int observablesPerWindow() {
    return observablesPerWindow;
  }

  /** R, on k qubits. */
  public Circuit rotation() {
    return rotation;
  }

  /** Number of features: windows times observables a window. */
  public int features() {
    return windows.size() * observablesPerWindow;
  }

  /** Entries of one diagonal, {@code 2^k}. */
  public int diagonalEntries() {
    return 1 << locality();
  }

  /** Real parameters of one observable: those of its diagonal and of its rotation. */
  public int parametersPerObservable() {
    return diagonalEntries() + rotation.parameterCount();
  }

  /** Real parameters of all observables. */
  public int parameterCount() {
    return Math.multiplyExact(features(), parametersPerObservable());
  }

  /**
   * The observables of trained parameters as dense matrices, feature by feature: what another
   * backend measures.
   *
   * @param parameters where {@link #parameterCount()} parameters begin at {@code offset}
   */
  public List<HermitianObservable> observables(double[] parameters, int offset) {
    requireParameters(parameters.length, offset);
    double[] one = new double[parametersPerObservable()];
    List<HermitianObservable> observables = new ArrayList<>();
    for (int feature = 0; feature < features(); feature++) {
      System.arraycopy(parameters, offset + feature * one.length, one, 0, one.length);
      List<Integer> window = windows.get(feature / observablesPerWindow);
      observables.add(new HermitianObservable(qubits, window, matrix(one)));
    }
    return observables;
  }

  /** As {@link #observables(double[], int)}, with the float parameters that a network keeps. */
  public List<HermitianObservable> observables(float[] parameters, int offset) {
    requireParameters(parameters.length, offset);
    double[] doubles = new double[parameterCount()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = parameters[offset + i];
    }
    return observables(doubles, 0);
  }

  /** {@code R^dagger D R}, column by column. */
  private ComplexMatrix matrix(double[] parameters) {
    int size = diagonalEntries();
    double[] angles = new double[rotation.parameterCount()];
    System.arraycopy(parameters, size, angles, 0, angles.length);
    StateVectorSimulator simulator = new StateVectorSimulator();
    StateVector state = new StateVector(locality());
    double[] re = new double[Math.multiplyExact(size, size)];
    double[] im = new double[size * size];
    for (int column = 0; column < size; column++) {
      state.setBasisState(column);
      simulator.run(rotation, angles, state);
      for (int row = 0; row < size; row++) {
        state.re()[row] *= parameters[row];
        state.im()[row] *= parameters[row];
      }
      simulator.runInverse(rotation, angles, state);
      for (int row = 0; row < size; row++) {
        re[row * size + column] = state.re()[row];
        im[row * size + column] = state.im()[row];
      }
    }
    // Rounding leaves it Hermitian only nearly.
    return ComplexMatrix.of(size, re, im).hermitianPart();
  }

  void requireParameters(int length, int offset) {
    if (offset < 0 || length - offset < parameterCount()) {
      throw new IllegalArgumentException(
          "expected %d observable parameters from offset %d, got an array of %d"
              .formatted(parameterCount(), offset, length));
    }
  }

  /** Buffers for one thread to evaluate these observables, again and again. */
  public RotatedDiagonalPass newPass() {
    return new RotatedDiagonalPass(this);
  }
}
