package dev.qudiffuse.quantum;

import java.util.Arrays;
import java.util.List;

/**
 * Evaluates {@link RotatedDiagonalObservables}, forward and backward. Owned by one thread;
 * allocates nothing after construction.
 *
 * <p>For every feature the rotation runs on a copy of the state, on the window's qubits, and the
 * probabilities p_b of the window's readings are added up. Then {@code y = sum_b D_b p_b}, {@code
 * dy/dD_b = p_b}, and the cotangent of the rotated state is {@code 2 D R psi}, which {@link
 * AdjointGradient} takes back through R to the angles and to the state. That costs a feature {@code
 * O(g 2^n)}, g the gates of R, and no matrix of {@code 4^k} entries is ever made.
 *
 * <p>Parameters may be float, as a network keeps them, or double; the arithmetic is double either
 * way.
 */
public final class RotatedDiagonalPass {

  private final RotatedDiagonalObservables observables;
  private final StateVectorSimulator simulator = new StateVectorSimulator();
  private final AdjointGradient adjoint = new AdjointGradient();

  /** The rotation on each window's qubits of the register. */
  private final Circuit[] rotations;

  /** Of each window, the reading that each basis state of the register belongs to. */
  private final int[][] readings;

  private final StateVector rotated;
  private final StateVector rotatedCotangent;

  // One observable's parameters, and its gradient.
  private final double[] diagonal;
  private final double[] angles;
  private final double[] probabilities;
  private final double[] angleGradient;

  RotatedDiagonalPass(RotatedDiagonalObservables observables) {
    this.observables = observables;
    int windows = observables.windows().size();
    this.rotations = new Circuit[windows];
    this.readings = new int[windows][];
    for (int window = 0; window < windows; window++) {
      List<Integer> qubits = observables.windows().get(window);
      rotations[window] = onWindow(observables.qubits(), observables.rotation(), qubits);
      readings[window] = readings(observables.qubits(), qubits);
    }
    this.rotated = new StateVector(observables.qubits());
    this.rotatedCotangent = new StateVector(observables.qubits());
    this.diagonal = new double[observables.diagonalEntries()];
    this.angles = new double[observables.rotation().parameterCount()];
    this.probabilities = new double[diagonal.length];
    this.angleGradient = new double[angles.length];
  }

  private static Circuit onWindow(int qubits, Circuit rotation, List<Integer> window) {
    Circuit.Builder builder = Circuit.builder(qubits);
    for (Operation operation : rotation.operations()) {
      List<Integer> targets = operation.qubits().stream().map(window::get).toList();
      builder.add(new Operation(operation.gate(), targets, operation.angles()));
    }
    return builder.build();
  }

  private static int[] readings(int qubits, List<Integer> window) {
    int[] readings = new int[1 << qubits];
    for (int i = 0; i < readings.length; i++) {
      for (int qubit : window) {
        int bit = (i & Bits.stride(qubits, qubit)) == 0 ? 0 : 1;
        readings[i] = 2 * readings[i] + bit;
      }
    }
    return readings;
  }

  /**
   * Writes every feature of {@code state} to {@code values}.
   *
   * @param parameters where {@link RotatedDiagonalObservables#parameterCount()} parameters begin at
   *     {@code offset}
   */
  public void expectationValues(
      StateVector state, float[] parameters, int offset, double[] values) {
    requireArguments(state, parameters.length, offset, values.length);
    for (int feature = 0; feature < values.length; feature++) {
      load(parameters, first(feature, offset));
      values[feature] = expectationValue(feature, state);
    }
  }

  /** As {@link #expectationValues(StateVector, float[], int, double[])}, with double parameters. */
  public void expectationValues(
      StateVector state, double[] parameters, int offset, double[] values) {
    requireArguments(state, parameters.length, offset, values.length);
    for (int feature = 0; feature < values.length; feature++) {
      load(parameters, first(feature, offset));
      values[feature] = expectationValue(feature, state);
    }
  }

  /**
   * Adds the gradients of the features. It needs no {@code expectationValues} before it.
   *
   * @param state whose features they are
   * @param valueCotangents derivative of the loss with respect to each feature
   * @param cotangent of the state, to which is added
   * @param gradient of the parameters, to which is added, beginning at {@code gradientOffset}
   */
  public void backward(
      StateVector state,
      float[] parameters,
      int offset,
      double[] valueCotangents,
      StateVector cotangent,
      float[] gradient,
      int gradientOffset) {
    requireArguments(state, parameters.length, offset, valueCotangents.length);
    requireArguments(cotangent, gradient.length, gradientOffset, valueCotangents.length);
    for (int feature = 0; feature < valueCotangents.length; feature++) {
      load(parameters, first(feature, offset));
      backward(feature, state, valueCotangents[feature], cotangent);
      int first = first(feature, gradientOffset);
      for (int i = 0; i < diagonal.length; i++) {
        gradient[first + i] += (float) (valueCotangents[feature] * probabilities[i]);
      }
      for (int i = 0; i < angles.length; i++) {
        gradient[first + diagonal.length + i] += (float) angleGradient[i];
      }
    }
  }

  /** As the other, with double parameters and gradient. */
  public void backward(
      StateVector state,
      double[] parameters,
      int offset,
      double[] valueCotangents,
      StateVector cotangent,
      double[] gradient,
      int gradientOffset) {
    requireArguments(state, parameters.length, offset, valueCotangents.length);
    requireArguments(cotangent, gradient.length, gradientOffset, valueCotangents.length);
    for (int feature = 0; feature < valueCotangents.length; feature++) {
      load(parameters, first(feature, offset));
      backward(feature, state, valueCotangents[feature], cotangent);
      int first = first(feature, gradientOffset);
      for (int i = 0; i < diagonal.length; i++) {
        gradient[first + i] += valueCotangents[feature] * probabilities[i];
      }
      for (int i = 0; i < angles.length; i++) {
        gradient[first + diagonal.length + i] += angleGradient[i];
      }
    }
  }

  private double expectationValue(int feature, StateVector state) {
    rotate(feature, state);
    double value = 0;
    for (int b = 0; b < diagonal.length; b++) {
      value = Math.fma(diagonal[b], probabilities[b], value);
    }
    return value;
  }

  /** Fills {@link #rotated} and {@link #probabilities}. */
  private void rotate(int feature, StateVector state) {
    int window = feature / observables.observablesPerWindow();
    rotated.copyFrom(state);
    simulator.run(rotations[window], angles, rotated);
    Arrays.fill(probabilities, 0);
    for (int i = 0; i < readings[window].length; i++) {
      probabilities[readings[window][i]] += rotated.probability(i);
    }
  }

  /** Fills {@link #probabilities} and {@link #angleGradient} and adds to the cotangent. */
  private void backward(int feature, StateVector state, double derivative, StateVector cotangent) {
    rotate(feature, state);
    int window = feature / observables.observablesPerWindow();
    for (int i = 0; i < readings[window].length; i++) {
      double factor = 2 * derivative * diagonal[readings[window][i]];
      rotatedCotangent.re()[i] = factor * rotated.re()[i];
      rotatedCotangent.im()[i] = factor * rotated.im()[i];
    }
    Arrays.fill(angleGradient, 0);
    adjoint.backward(rotations[window], angles, rotated, rotatedCotangent, angleGradient);
    cotangent.addScaled(1, rotatedCotangent);
  }

  private int first(int feature, int offset) {
    return offset + feature * observables.parametersPerObservable();
  }

  private void load(float[] parameters, int first) {
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = parameters[first + i];
    }
    for (int i = 0; i < angles.length; i++) {
      angles[i] = parameters[first + diagonal.length + i];
    }
  }

  private void load(double[] parameters, int first) {
    System.arraycopy(parameters, first, diagonal, 0, diagonal.length);
    System.arraycopy(parameters, first + diagonal.length, angles, 0, angles.length);
  }

  private void requireArguments(StateVector state, int parameters, int offset, int values) {
    if (state.qubits() != observables.qubits()) {
      throw new IllegalArgumentException(
          "expected a state of " + observables.qubits() + " qubits, got " + state.qubits());
    }
    observables.requireParameters(parameters, offset);
    if (values != observables.features()) {
      throw new IllegalArgumentException(
          "expected " + observables.features() + " features, got " + values);
    }
  }
}
