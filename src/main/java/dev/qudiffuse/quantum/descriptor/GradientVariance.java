package dev.qudiffuse.quantum.descriptor;

import dev.qudiffuse.quantum.AdjointGradient;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.StateVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * The variance, over random parameters, of the gradient of an expectation value {@code E(theta) =
 * <0|U^dagger H U|0>}: how steep the landscape is on average at a random place.
 *
 * @param qubits n
 * @param parameters the variance of {@code dE/d theta_i}, for each i
 * @param mean the mean of those variances; its standard error knows that the derivatives of one
 *     sample depend on each other
 */
public record GradientVariance(int qubits, List<Estimate> parameters, Estimate mean) {

  public GradientVariance {
    parameters = List.copyOf(parameters);
  }

  /**
   * By the adjoint method, exact for each sample.
   *
   * @param observable H, on the circuit's register
   * @param samples how many, at least 2; all their gradients are held at once
   * @throws IllegalArgumentException if the circuit has no parameters, or the observable is on
   *     another number of qubits
   */
  public static GradientVariance of(
      Circuit circuit,
      Observable observable,
      int samples,
      ParameterDistribution distribution,
      RandomGenerator random) {
    if (circuit.parameterCount() == 0) {
      throw new IllegalArgumentException("expected a circuit with parameters, got one without");
    }
    if (observable.qubits() != circuit.qubits()) {
      throw new IllegalArgumentException(
          "expected an observable on %d qubits, got one on %d"
              .formatted(circuit.qubits(), observable.qubits()));
    }
    RandomRuns runs = new RandomRuns(circuit, samples, distribution);
    double[][] gradients = new double[samples][circuit.parameterCount()];
    AdjointGradient adjoint = new AdjointGradient();
    runs.forEach(
        1,
        2,
        random,
        (sample, parameters, states) -> {
          StateVector state = states.get(0);
          StateVector cotangent = states.get(1);
          runs.run(parameters[0], state);
          cotangent.clear();
          observable.addApplied(2, state, cotangent);
          adjoint.backward(circuit, parameters[0], state, cotangent, gradients[sample]);
        });
    return of(circuit.qubits(), gradients);
  }

  private static GradientVariance of(int qubits, double[][] gradients) {
    int parameters = gradients[0].length;
    List<Estimate> estimates = new ArrayList<>();
    double[] mean = new double[gradients.length];
    for (int i = 0; i < parameters; i++) {
      double[] squares = squaredDeviations(gradients, i);
      estimates.add(Estimate.mean(squares));
      for (int sample = 0; sample < mean.length; sample++) {
        mean[sample] += squares[sample] / parameters;
      }
    }
    return new GradientVariance(qubits, estimates, Estimate.mean(mean));
  }

  /** Squared deviations from the mean, scaled so that their mean is the unbiased variance. */
  private static double[] squaredDeviations(double[][] gradients, int parameter) {
    double mean = 0;
    for (double[] gradient : gradients) {
      mean += gradient[parameter] / gradients.length;
    }
    double[] squares = new double[gradients.length];
    for (int sample = 0; sample < squares.length; sample++) {
      double deviation = gradients[sample][parameter] - mean;
      squares[sample] = deviation * deviation * squares.length / (squares.length - 1);
    }
    return squares;
  }
}
