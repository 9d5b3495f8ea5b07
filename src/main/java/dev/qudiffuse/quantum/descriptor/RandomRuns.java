package dev.qudiffuse.quantum.descriptor;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Memory;
import dev.qudiffuse.quantum.ParallelTasks;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Runs a circuit for many random parameters.
 *
 * <p>Parameters are drawn batch by batch, by the calling thread and in the order of the samples;
 * the samples of a batch are then evaluated in parallel, each into a place of its own. So the
 * number of threads changes nothing, and of the parameters only a batch is ever held.
 *
 * @param circuit on |0...0>
 * @param samples how many, at least 2, since a spread is always wanted
 */
record RandomRuns(Circuit circuit, int samples, ParameterDistribution distribution) {

  /** Samples that one task evaluates in the same states. */
  private static final int TASK = 32;

  private static final int BATCH = 32 * TASK;

  private static final StateVectorSimulator SIMULATOR = new StateVectorSimulator();

  RandomRuns {
    if (samples < 2) {
      throw new IllegalArgumentException("expected at least 2 samples, got " + samples);
    }
  }

  /** What is done with the sets of parameters of one sample, and with states of one thread. */
  @FunctionalInterface
  interface Evaluation {
    void evaluate(int sample, double[][] parameters, List<StateVector> states);
  }

  /** Runs the circuit on |0...0>. */
  void run(double[] parameters, StateVector state) {
    state.setBasisState(0);
    SIMULATOR.run(circuit, parameters, state);
  }

  /**
   * Evaluates every sample, each with {@code sets} sets of parameters drawn one after another, and
   * with so many states to work in.
   */
  void forEach(int sets, int states, RandomGenerator random, Evaluation evaluation) {
    double[][][] batch = new double[Math.min(samples, BATCH)][sets][circuit.parameterCount()];
    for (int first = 0; first < samples; first += batch.length) {
      int size = Math.min(batch.length, samples - first);
      for (int i = 0; i < size; i++) {
        for (double[] parameters : batch[i]) {
          distribution.sample(random, parameters);
        }
      }
      evaluate(first, size, batch, states, evaluation);
    }
  }

  private void evaluate(
      int first, int size, double[][][] batch, int states, Evaluation evaluation) {
    ParallelTasks.forEach(
        (size + TASK - 1) / TASK,
        states * Memory.complexNumbers(circuit.qubits()),
        task -> {
          List<StateVector> own =
              Stream.generate(() -> new StateVector(circuit.qubits())).limit(states).toList();
          for (int i = task * TASK; i < Math.min(size, (task + 1) * TASK); i++) {
            evaluation.evaluate(first + i, batch[i], own);
          }
        });
  }
}
