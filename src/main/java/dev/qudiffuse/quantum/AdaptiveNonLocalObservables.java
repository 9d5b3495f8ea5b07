package dev.qudiffuse.quantum;

import java.util.ArrayList;
import java.util.List;

/**
 * Adaptive non-local observables (ANO; arXiv 2504.13414, 2601.14433): trainable Hermitian matrices
 * on windows of k qubits, whose expectation values are the features that a circuit hands on:
 *
 * <pre>
 * y = &lt;psi| H (x) 1 |psi&gt; = tr(H rho),   rho = reduced density matrix of the window
 * </pre>
 *
 * <p>Each window has several observables of {@code 4^k} real parameters. Features and parameters
 * are ordered by window, then by observable; the parameters of one observable are the d x d matrix
 * of {@link HermitianForm}, d = 2^k, in which the first qubit of the window is the most
 * significant. Since y is linear in H, its gradient is rho itself.
 *
 * <p>This is the description: immutable and safe to share. {@link #newPass()} gives what one thread
 * computes with.
 */
public final class AdaptiveNonLocalObservables {

  /** A window of this many qubits already has a million parameters an observable. */
  private static final int MAX_LOCALITY = 10;

  private final int qubits;
  private final int locality;
  private final int observablesPerWindow;
  private final List<List<Integer>> windows;

  private AdaptiveNonLocalObservables(
      int qubits, List<List<Integer>> windows, int observablesPerWindow) {
    if (observablesPerWindow < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 observable a window, got " + observablesPerWindow);
    }
    this.qubits = qubits;
    this.windows = Windows.copyOf(qubits, windows, MAX_LOCALITY);
    this.locality = windows.getFirst().size();
    this.observablesPerWindow = observablesPerWindow;
  }

  /** The {@code n - k + 1} windows of k = {@code locality} neighbouring qubits. */
  public static AdaptiveNonLocalObservables sliding(
      int qubits, int locality, int observablesPerWindow) {
    return of(qubits, Windows.sliding(qubits, locality), observablesPerWindow);
  }

  /**
   * All {@code C(n, k)} windows of k = {@code locality} qubits, each ascending, in lexicographic
   * order: (0, 1), (0, 2), ..., (n - 2, n - 1) for k = 2.
   */
  public static AdaptiveNonLocalObservables subsets(
      int qubits, int locality, int observablesPerWindow) {
    return of(qubits, Windows.subsets(qubits, locality), observablesPerWindow);
  }

  /** One window: the whole register. */
  public static AdaptiveNonLocalObservables fullRegister(int qubits, int observables) {
    return sliding(qubits, qubits, observables);
  }

  /**
   * Windows of one's own choice, all of one size; the order of the qubits in a window is that of
   * the matrix.
   */
  public static AdaptiveNonLocalObservables of(
      int qubits, List<List<Integer>> windows, int observablesPerWindow) {
    return new AdaptiveNonLocalObservables(qubits, windows, observablesPerWindow);
  }

  /** Number of qubits of the register. */
  public int qubits() {
    return qubits;
  }

  /** Qubits a window, k. */
  public int locality() {
    return locality;
  }

  /** The windows, each a list of qubits. */
  public List<List<Integer>> windows() {
    return windows;
  }

  /** Observables a window. */
  public int observablesPerWindow() {
    return observablesPerWindow;
  }

  /** Number of features: windows times observables a window. */
  public int features() {
    return windows.size() * observablesPerWindow;
  }

  /** Real parameters of one observable, {@code 4^k}. */
  public int parametersPerObservable() {
    return 1 << (2 * locality);
  }

  /** Real parameters of all observables. */
  public int parameterCount() {
    return Math.multiplyExact(features(), parametersPerObservable());
  }

  /**
   * The observables of trained parameters, feature by feature: what another backend measures.
   *
   * @param parameters where {@link #parameterCount()} parameters begin at {@code offset}
   */
  public List<HermitianObservable> observables(double[] parameters, int offset) {
    requireParameters(parameters.length, offset);
    List<HermitianObservable> observables = new ArrayList<>();
    for (int feature = 0; feature < features(); feature++) {
      int first = offset + feature * parametersPerObservable();
      observables.add(
          new HermitianObservable(
              qubits,
              windows.get(feature / observablesPerWindow),
              HermitianForm.matrix(1 << locality, parameters, first)));
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

  void requireParameters(int length, int offset) {
    if (offset < 0 || length - offset < parameterCount()) {
      throw new IllegalArgumentException(
          "expected %d observable parameters from offset %d, got an array of %d"
              .formatted(parameterCount(), offset, length));
    }
  }

  /** Buffers for one thread to evaluate these observables, again and again. */
  public ObservablePass newPass() {
    return new ObservablePass(this);
  }
}
