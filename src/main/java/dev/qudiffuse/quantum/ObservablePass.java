package dev.qudiffuse.quantum;

import java.util.Arrays;
import java.util.List;

/**
 * Evaluates {@link AdaptiveNonLocalObservables}, forward and backward. Owned by one thread;
 * allocates nothing after construction.
 *
 * <p>Each window's reduced density matrix is computed once and written in the real form of {@link
 * HermitianForm}, so that a feature is a plain inner product of parameters with it. Backward, the
 * observables of a window are first added up, weighted by their features' derivatives, so that one
 * matrix a window acts on the state.
 *
 * <p>Parameters may be float, as a network keeps them, or double; the arithmetic is double either
 * way.
 */
public final class ObservablePass {

  private final AdaptiveNonLocalObservables observables;
  private final ReducedDensity[] windows;
  private final int perWindow;
  private final int size;

  /**
   * Of each window, in the form of {@link HermitianForm}: the derivative of each feature by its
   * parameters.
   */
  private final double[][] densities;

  /** One observable's parameters as doubles. */
  private final double[] observable;

  /** A window's weighted sum of observables. */
  private final double[] sum;

  ObservablePass(AdaptiveNonLocalObservables observables) {
    this.observables = observables;
    this.perWindow = observables.observablesPerWindow();
    this.size = observables.parametersPerObservable();
    List<List<Integer>> qubits = observables.windows();
    this.windows = new ReducedDensity[qubits.size()];
    for (int window = 0; window < windows.length; window++) {
      windows[window] = new ReducedDensity(observables.qubits(), qubits.get(window));
    }
    this.densities = new double[windows.length][size];
    this.observable = new double[size];
    this.sum = new double[size];
  }

  /**
   * Writes every feature of {@code state} to {@code values}.
   *
   * @param parameters where {@link AdaptiveNonLocalObservables#parameterCount()} parameters begin
   *     at {@code offset}
   */
  public void expectationValues(
      StateVector state, float[] parameters, int offset, double[] values) {
    requireArguments(state, parameters.length, offset, values.length);
    reduce(state);
    for (int feature = 0; feature < values.length; feature++) {
      load(parameters, offset + feature * size);
      values[feature] = innerProduct(observable, densities[feature / perWindow]);
    }
  }

  /** As {@link #expectationValues(StateVector, float[], int, double[])}, with double parameters. */
  public void expectationValues(
      StateVector state, double[] parameters, int offset, double[] values) {
    requireArguments(state, parameters.length, offset, values.length);
    reduce(state);
    for (int feature = 0; feature < values.length; feature++) {
      System.arraycopy(parameters, offset + feature * size, observable, 0, size);
      values[feature] = innerProduct(observable, densities[feature / perWindow]);
    }
  }

  /**
   * Adds the gradients of the features that the last {@code expectationValues} computed.
   *
   * @param state the state it was given
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
    for (int window = 0; window < windows.length; window++) {
      Arrays.fill(sum, 0);
      double[] density = densities[window];
      for (int feature = window * perWindow; feature < (window + 1) * perWindow; feature++) {
        load(parameters, offset + feature * size);
        addScaled(valueCotangents[feature], observable, sum);
        int first = gradientOffset + feature * size;
        double derivative = valueCotangents[feature];
        for (int i = 0; i < size; i++) {
          gradient[first + i] += (float) (derivative * density[i]);
        }
      }
      windows[window].backward(sum, state, cotangent);
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
    for (int window = 0; window < windows.length; window++) {
      Arrays.fill(sum, 0);
      double[] density = densities[window];
      for (int feature = window * perWindow; feature < (window + 1) * perWindow; feature++) {
        System.arraycopy(parameters, offset + feature * size, observable, 0, size);
        addScaled(valueCotangents[feature], observable, sum);
        int first = gradientOffset + feature * size;
        double derivative = valueCotangents[feature];
        for (int i = 0; i < size; i++) {
          gradient[first + i] = Math.fma(derivative, density[i], gradient[first + i]);
        }
      }
      windows[window].backward(sum, state, cotangent);
    }
  }

  private void reduce(StateVector state) {
    for (int window = 0; window < windows.length; window++) {
      windows[window].reduce(state, densities[window]);
    }
  }

  private void load(float[] parameters, int offset) {
    for (int i = 0; i < observable.length; i++) {
      observable[i] = parameters[offset + i];
    }
  }

  private static void addScaled(double factor, double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.fma(factor, from[i], to[i]);
    }
  }

  /** Eight partial sums, so that the additions need not wait for each other. */
  private static double innerProduct(double[] a, double[] b) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    double sum4 = 0;
    double sum5 = 0;
    double sum6 = 0;
    double sum7 = 0;
    int i = 0;
    for (; i + 7 < a.length; i += 8) {
      sum0 = Math.fma(a[i], b[i], sum0);
      sum1 = Math.fma(a[i + 1], b[i + 1], sum1);
      sum2 = Math.fma(a[i + 2], b[i + 2], sum2);
      sum3 = Math.fma(a[i + 3], b[i + 3], sum3);
      sum4 = Math.fma(a[i + 4], b[i + 4], sum4);
      sum5 = Math.fma(a[i + 5], b[i + 5], sum5);
      sum6 = Math.fma(a[i + 6], b[i + 6], sum6);
      sum7 = Math.fma(a[i + 7], b[i + 7], sum7);
    }
    for (; i < a.length; i++) {
      sum0 = Math.fma(a[i], b[i], sum0);
    }
    return ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
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
