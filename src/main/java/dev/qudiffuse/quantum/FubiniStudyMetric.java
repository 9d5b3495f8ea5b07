package dev.qudiffuse.quantum;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The Fubini-Study metric tensor of the states that a circuit reaches, and the natural gradient
 * that it defines (Stokes, Izaac, Killoran and Carleo, arXiv 1909.02108, equation 10):
 *
 * <pre>
 * g_ij = Re(&lt;d_i psi|d_j psi&gt; - &lt;d_i psi|psi&gt; &lt;psi|d_j psi&gt;),   d_i = d/d theta_i
 * 1 - |&lt;psi(theta)|psi(theta + e)&gt;|^2 = sum_ij g_ij e_i e_j + O(e^3)
 * </pre>
 *
 * <p>So g measures how far a step moves the state, whatever the parameters are called and whatever
 * its global phase. It is a quarter of the quantum Fisher information; a single RY has g = 1/4. It
 * is symmetric and positive semi-definite, and singular wherever parameters are redundant.
 *
 * <p>Exact, for every gate, and for parameters that gates share or scale: the derivative states
 * {@code |d_i psi>} are carried through the circuit beside the state itself. Within a block of the
 * {@link ParameterPartition} they start with the block's first gate and need not go further than
 * its last, because what follows is unitary and changes no inner product. With P parameters, K
 * gates and n qubits the full metric takes at most {@code P K 2^n + P^2 2^n / 2} steps and memory
 * for {@code P} states (300 parameters on 8 qubits: 1.2 MB); the blocks of {@link
 * ParameterPartition#layers} take about {@code K 2^n} steps. Off the blocks the metric is zero.
 *
 * <p>Immutable and safe to share.
 */
public final class FubiniStudyMetric {

  /** Of the largest diagonal entry: pivots below this are rounding errors of zero. */
  private static final double SINGULARITY = 1e-13;

  private final ParameterPartition partition;
  private final List<double[][]> blocks;

  private FubiniStudyMetric(ParameterPartition partition, List<double[][]> blocks) {
    this.partition = partition;
    this.blocks = blocks;
  }

  /** The full metric at these angles, of the circuit run on {@code |0...0>}. */
  public static FubiniStudyMetric full(Circuit circuit, double[] angles) {
    return of(
        circuit,
        angles,
        new StateVector(circuit.qubits()),
        ParameterPartition.single(circuit.parameterCount()));
  }

  /**
   * The metric at these angles, block by block.
   *
   * @param angles the circuit's parameters, in radians
   * @param input what the circuit is run on, of norm 1; left as it is
   * @param partition of the circuit's parameters
   * @throws IllegalArgumentException if the number of angles, of parameters in the partition or of
   *     qubits is not the circuit's, or the input is not normalised
   */
  public static FubiniStudyMetric of(
      Circuit circuit, double[] angles, StateVector input, ParameterPartition partition) {
    circuit.requireArguments(angles, input);
    if (partition.parameters() != circuit.parameterCount()) {
      throw new IllegalArgumentException(
          "expected a partition of %d parameters, got %d"
              .formatted(circuit.parameterCount(), partition.parameters()));
    }
    input.requireNormalised();
    // Gate by gate: a sweep of several gates has no single generator.
    Kernel[] kernels = Compiler.gateByGate(circuit.qubits(), circuit.operations());
    List<TangentBlock> tangents =
        partition.blocks().stream()
            .map(block -> new TangentBlock(kernels, circuit.parameterCount(), block))
            .toList();
    StateVector state = new StateVector(circuit.qubits());
    state.copyFrom(input);
    for (int i = 0; i < kernels.length; i++) {
      kernels[i].apply(angles, state.re(), state.im());
      for (TangentBlock tangent : tangents) {
        tangent.advance(i, angles, state);
      }
    }
    return new FubiniStudyMetric(partition, tangents.stream().map(TangentBlock::metric).toList());
  }

  /** The blocks' parameters. */
  public ParameterPartition partition() {
    return partition;
  }

  /** A copy of one block, its rows and columns in the order of the partition. */
  public RealMatrix block(int index) {
    return new Array2DRowRealMatrix(blocks.get(index));
  }

  /** The metric of all parameters, zero outside the blocks. */
  public RealMatrix matrix() {
    int size = partition.parameters();
    double[][] matrix = new double[size][size];
    for (int b = 0; b < blocks.size(); b++) {
      List<Integer> parameters = partition.blocks().get(b);
      for (int i = 0; i < parameters.size(); i++) {
        for (int j = 0; j < parameters.size(); j++) {
          matrix[parameters.get(i)][parameters.get(j)] = blocks.get(b)[i][j];
        }
      }
    }
    return new Array2DRowRealMatrix(matrix, false);
  }

  /**
   * The natural gradient: the x that solves {@code (g + lambda I) x = gradient}, block by block. A
   * step of natural-gradient descent is {@code theta <- theta - rate x}.
   *
   * <p>Lambda regularises (Tikhonov): along an eigenvector of g with eigenvalue e the gradient is
   * divided by {@code e + lambda}, so that directions with e well above lambda are followed at the
   * metric's own pace, and those along which the state hardly moves by {@code 1 / lambda} at most
   * instead of without bound. Eigenvalues are at most of the order of 1/4 times the number of
   * parameters; 1e-3 to 1e-2 is a usual choice. Zero is allowed where g is regular.
   *
   * @param gradient of any real function of the parameters
   * @param lambda at least 0
   * @throws IllegalArgumentException if the gradient has another length, lambda is negative or not
   *     finite, or {@code g + lambda I} is singular to working precision
   */
  public double[] naturalGradient(double[] gradient, double lambda) {
    if (gradient.length != partition.parameters()) {
      throw new IllegalArgumentException(
          "expected a gradient of %d parameters, got %d"
              .formatted(partition.parameters(), gradient.length));
    }
    if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected a finite lambda of at least 0, got " + lambda);
    }
    double[] natural = new double[gradient.length];
    for (int b = 0; b < blocks.size(); b++) {
      List<Integer> parameters = partition.blocks().get(b);
      double[] right = parameters.stream().mapToDouble(p -> gradient[p]).toArray();
      double[] solution = solve(blocks.get(b), right, lambda);
      for (int i = 0; i < solution.length; i++) {
        natural[parameters.get(i)] = solution[i];
      }
    }
    return natural;
  }

  private static double[] solve(double[][] block, double[] right, double lambda) {
    RealMatrix regularised = new Array2DRowRealMatrix(block);
    double largest = 0;
    for (int i = 0; i < right.length; i++) {
      regularised.addToEntry(i, i, lambda);
      largest = Math.max(largest, regularised.getEntry(i, i));
    }
    try {
      return new CholeskyDecomposition(regularised, 0, SINGULARITY * largest)
          .getSolver()
          .solve(new ArrayRealVector(right, false))
          .toArray();
    } catch (NonPositiveDefiniteMatrixException e) {
      throw new IllegalArgumentException(
          "expected a metric that lambda makes regular, got a singular one with lambda " + lambda,
          e);
    }
  }
}
