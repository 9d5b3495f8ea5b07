package dev.qudiffuse.quantum;

import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Circuits from 4 to 24 qubits, forward and with the gradient, beside a plain copy of the state:
 * one sweep of a circuit reads and writes as much.
 *
 * <p>By default on one core; {@code -Djava.util.concurrent.ForkJoinPool.common.parallelism} of the
 * fork says how many threads sweep together with the caller.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SimulatorBenchmark {

  /** What is run. */
  public enum Kind {
    /** {@link ClusterAnsatz}, once. */
    PAPER_LAYER,
    /** RY and RZ on every qubit, then a chain of CNOTs. */
    HARDWARE_EFFICIENT_LAYER,
    /** Ten gates a qubit of every kind on random qubits. */
    RANDOM
  }

  @Param({"4", "8", "12", "16", "20", "24"})
  private int qubits;

  @Param private Kind kind;

  private final StateVectorSimulator simulator = new StateVectorSimulator();
  private final AdjointGradient adjoint = new AdjointGradient();
  private Circuit circuit;
  private double[] angles;
  private double[] gradient;
  private StateVector state;
  private StateVector other;

  /** Builds the circuit and a state. */
  @Setup
  public void setUp() {
    circuit = circuit(kind, qubits);
    angles = Dense.gaussians(circuit.parameterCount(), new Random(1));
    gradient = new double[angles.length];
    state = Dense.randomState(qubits, new Random(2));
    other = Dense.randomState(qubits, new Random(3));
  }

  static Circuit circuit(Kind kind, int qubits) {
    return switch (kind) {
      case PAPER_LAYER -> new ClusterAnsatz().circuit(qubits, 1);
      case HARDWARE_EFFICIENT_LAYER -> hardwareEfficientLayer(qubits);
      case RANDOM -> RandomCircuits.circuit(qubits, 10 * qubits, 8, new Random(4));
    };
  }

  private static Circuit hardwareEfficientLayer(int qubits) {
    Circuit.Builder builder = Circuit.builder(qubits);
    for (int qubit = 0; qubit < qubits; qubit++) {
      builder.add(RotationGate.RY, qubit, Angle.parameter(2 * qubit));
      builder.add(RotationGate.RZ, qubit, Angle.parameter(2 * qubit + 1));
    }
    for (int qubit = 0; qubit + 1 < qubits; qubit++) {
      builder.add(FixedGate.CNOT, qubit, qubit + 1);
    }
    return builder.build();
  }

  /** Clears the sums, which would grow without end. */
  @Setup(Level.Iteration)
  public void clearGradient() {
    Arrays.fill(gradient, 0);
  }

  /** The circuit. */
  @Benchmark
  public StateVector run() {
    simulator.run(circuit, angles, state);
    return state;
  }

  /** One walk back, for the gradient of every angle and of the input. */
  @Benchmark
  public double[] gradient() {
    adjoint.backward(circuit, angles, state, other, gradient);
    return gradient;
  }

  /** What one sweep has to read and to write. */
  @Benchmark
  public StateVector copy() {
    other.copyFrom(state);
    return other;
  }
}
