package dev.qudiffuse.quantum;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

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
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("expected at least one window");
    }
    if (observablesPerWindow < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 observable a window, got " + observablesPerWindow);
    }
    this.qubits = qubits;
    this.windows = windows.stream().map(List::copyOf).toList();
    this.locality = windows.getFirst().size();
    this.observablesPerWindow = observablesPerWindow;
    this.windows.forEach(this::requireValid);
  }

  private void requireValid(List<Integer> window) {
    if (window.isEmpty() || window.size() > MAX_LOCALITY || window.size() != locality) {
      throw new IllegalArgumentException(
          "expected windows of 1 to " + MAX_LOCALITY + " qubits, all of one size, got " + windows);
    }
    if (new HashSet<>(window).size() != locality
        || window.stream().anyMatch(q -> q < 0 || q >= qubits)) {
      throw new IllegalArgumentException(
          "expected a window of distinct qubits from 0 to " + (qubits - 1) + ", got " + window);
    }
  }

  /** The {@code n - k + 1} windows of k = {@code locality} neighbouring qubits. */
  public static AdaptiveNonLocalObservables sliding(
      int qubits, int locality, int observablesPerWindow) {
    if (locality < 1 || locality > qubits) {
      throw new IllegalArgumentException(
          "expected a locality of 1 to " + qubits + " qubits, got " + locality);
    }
    List<List<Integer>> windows = new ArrayList<>();
    for (int first = 0; first + locality <= qubits; first++) {
      windows.add(IntStream.range(first, first + locality).boxed().toList());
    }
    return new AdaptiveNonLocalObservables(qubits, windows, observablesPerWindow);
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

  /** Buffers for one thread to evaluate these observables, again and again. */
  public ObservablePass newPass() {
    return new ObservablePass(this);
  }
}
