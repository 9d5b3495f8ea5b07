package dev.qudiffuse.quantum;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One block of a {@link FubiniStudyMetric} while the circuit runs: the derivative states of its
 * parameters, {@code |d_i psi> = sum_k U_m ... U_(k+1) (dU_k/d theta_i) U_(k-1) ... U_1 |psi_0>},
 * the sum over all kernels k that use the parameter.
 *
 * <p>They live from the block's first kernel to its last, each from the first that uses its own
 * parameter. Owned by one thread.
 */
final class TangentBlock {

  private static final int ABSENT = -1;

  private final Kernel[] kernels;

  /** For each parameter of the circuit its place in the block. */
  private final int[] places;

  private final int last;
  private final @Nullable StateVector[] derivatives;
  private final double[][] metric;

  TangentBlock(Kernel[] kernels, int parameterCount, List<Integer> parameters) {
    this.kernels = kernels;
    this.places = new int[parameterCount];
    Arrays.fill(places, ABSENT);
    for (int place = 0; place < parameters.size(); place++) {
      places[parameters.get(place)] = place;
    }
    this.last = lastKernel();
    this.derivatives = new StateVector[parameters.size()];
    this.metric = new double[parameters.size()][parameters.size()];
  }

  private int lastKernel() {
    for (int kernel = kernels.length - 1; kernel >= 0; kernel--) {
      if (kernels[kernel].angles().stream().anyMatch(angle -> place(angle) != ABSENT)) {
        return kernel;
      }
    }
    return ABSENT;
  }

  private int place(Angle angle) {
    return switch (angle) {
      case Angle.Fixed _ -> ABSENT;
      case Angle.Parameter parameter -> places[parameter.index()];
    };
  }

  /** Follows the state through a kernel; the kernels must come in order. */
  void advance(int kernel, double[] angles, StateVector output) {
    if (kernel > last) {
      return;
    }
    for (StateVector derivative : derivatives) {
      if (derivative != null) {
        kernels[kernel].apply(angles, derivative.re(), derivative.im());
      }
    }
    List<Angle> kernelAngles = kernels[kernel].angles();
    for (int i = 0; i < kernelAngles.size(); i++) {
      if (kernelAngles.get(i) instanceof Angle.Parameter parameter && place(parameter) != ABSENT) {
        StateVector derivative = started(place(parameter), output.qubits());
        kernels[kernel].addDerivative(i, parameter.scale(), output, derivative);
      }
    }
    if (kernel == last) {
      fillMetric(output);
    }
  }

  private StateVector started(int place, int qubits) {
    StateVector derivative = derivatives[place];
    if (derivative == null) {
      derivative = new StateVector(qubits);
      derivative.clear();
      derivatives[place] = derivative;
    }
    return derivative;
  }

  /** Since psi keeps its norm, {@code <psi|d_i psi>} is imaginary, and the products are real. */
  private void fillMetric(StateVector state) {
    double[] phases = new double[derivatives.length];
    for (int i = 0; i < derivatives.length; i++) {
      StateVector first = started(i, state.qubits());
      phases[i] = state.imaginaryInnerProduct(first);
      for (int j = 0; j <= i; j++) {
        StateVector second = started(j, state.qubits());
        metric[i][j] = first.realInnerProduct(second) - phases[i] * phases[j];
        metric[j][i] = metric[i][j];
      }
    }
    Arrays.fill(derivatives, null);
  }

  /** g of the block, once the state has passed its last kernel. */
  double[][] metric() {
    return metric;
  }
}
