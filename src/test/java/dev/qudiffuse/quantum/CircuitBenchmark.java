package dev.qudiffuse.quantum;

import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The circuit of the default model: 8 qubits, 3 layers, five sliding 4-local windows of 16
 * observables.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CircuitBenchmark {

  private static final int QUBITS = 8;

  private final Circuit circuit = new ClusterAnsatz().circuit(QUBITS, 3);
  private final AdaptiveNonLocalObservables observables =
      AdaptiveNonLocalObservables.sliding(QUBITS, 4, 16);
  private final ObservablePass pass = observables.newPass();
  private final StateVectorSimulator simulator = new StateVectorSimulator();
  private final AdjointGradient adjoint = new AdjointGradient();
  private final Random random = new Random(1);
  private final double[] input = Dense.gaussians(1 << QUBITS, random);
  private final double[] inputGradient = new double[input.length];
  private final double[] angles = Dense.gaussians(circuit.parameterCount(), random);
  private final double[] angleGradient = new double[angles.length];
  private final float[] parameters = new float[observables.parameterCount()];
  private final float[] parameterGradient = new float[parameters.length];
  private final double[] features = new double[observables.features()];
  private final double[] featureCotangents = Dense.gaussians(features.length, random);
  private final StateVector state = new StateVector(QUBITS);
  private final StateVector cotangent = new StateVector(QUBITS);

  public CircuitBenchmark() {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) (0.1 * random.nextGaussian());
    }
  }

  /** The circuit alone. */
  @Benchmark
  public StateVector run() {
    simulator.run(circuit, angles, state);
    return state;
  }

  /** From numbers to features, as in each denoising step. */
  @Benchmark
  public double[] forward() {
    AmplitudeEmbedding.embed(input, state);
    simulator.run(circuit, angles, state);
    pass.expectationValues(state, parameters, 0, features);
    return features;
  }

  /** From numbers to features and back to every gradient, as in each training step. */
  @Benchmark
  public double[] forwardAndBackward() {
    double norm = AmplitudeEmbedding.embed(input, state);
    simulator.run(circuit, angles, state);
    pass.expectationValues(state, parameters, 0, features);
    cotangent.clear();
    pass.backward(state, parameters, 0, featureCotangents, cotangent, parameterGradient, 0);
    adjoint.backward(circuit, angles, state, cotangent, angleGradient);
    AmplitudeEmbedding.backward(state, cotangent, norm, inputGradient);
    return inputGradient;
  }
}
