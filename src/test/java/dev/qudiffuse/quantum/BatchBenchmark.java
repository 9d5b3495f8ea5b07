package dev.qudiffuse.quantum;

import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A layer of the paper on 64 states with angles of their own, one by one and as a batch, which all
 * threads of the common pool share.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class BatchBenchmark {

  private static final int STATES = 64;

  @Param({"4", "8", "12"})
  private int qubits;

  private final StateVectorSimulator simulator = new StateVectorSimulator();
  private Circuit circuit;
  private List<double[]> angles;
  private List<StateVector> states;

  /** Builds the circuit and the states. */
  @Setup
  public void setUp() {
    Random random = new Random(1);
    circuit = new ClusterAnsatz().circuit(qubits, 1);
    angles =
        Stream.generate(() -> Dense.gaussians(circuit.parameterCount(), random))
            .limit(STATES)
            .toList();
    states = Stream.generate(() -> Dense.randomState(qubits, random)).limit(STATES).toList();
  }

  /** On the calling thread alone. */
  @Benchmark
  public List<StateVector> oneByOne() {
    for (int k = 0; k < STATES; k++) {
      simulator.run(circuit, angles.get(k), states.get(k));
    }
    return states;
  }

  /** All in one call. */
  @Benchmark
  public List<StateVector> batch() {
    simulator.run(circuit, angles, states);
    return states;
  }
}
