package dev.qudiffuse.quantum.descriptor;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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

  /** Samples that one task evaluates with one set of buffers. */
  private static final int TASK = 32;

  private static final int BATCH = 32 * TASK;

  private static final StateVectorSimulator SIMULATOR = new StateVectorSimulator();

  RandomRuns {
    if (samples < 2) {
      throw new IllegalArgumentException("expected at least 2 samples, got " + samples);
    }
  }

  /** What is done with the sets of parameters of one sample, and with buffers of one thread. */
  @FunctionalInterface
  interface Evaluation<B> {
    void evaluate(int sample, double[][] parameters, B buffers);
  }

  /** A state for each set of parameters of a sample: the buffers that most evaluations need. */
  Supplier<List<StateVector>> states(int sets) {
    return () -> Stream.generate(() -> new StateVector(circuit.qubits())).limit(sets).toList();
  }

  /** Runs the circuit on |0...0>. */
  void run(double[] parameters, StateVector state) {
    state.setBasisState(0);
    SIMULATOR.run(circuit, parameters, state);
  }

  /** Evaluates every sample, each with {@code sets} sets of parameters drawn one after another. */
  <B> void forEach(
      int sets, RandomGenerator random, Supplier<B> newBuffers, Evaluation<B> evaluation) {
    double[][][] batch = new double[Math.min(samples, BATCH)][sets][circuit.parameterCount()];
    for (int first = 0; first < samples; first += batch.length) {
      int size = Math.min(batch.length, samples - first);
      for (int i = 0; i < size; i++) {
        for (double[] parameters : batch[i]) {
          distribution.sample(random, parameters);
        }
      }
      evaluate(first, size, batch, newBuffers, evaluation);
    }
  }

  private static <B> void evaluate(
      int first, int size, double[][][] batch, Supplier<B> newBuffers, Evaluation<B> evaluation) {
    IntStream.range(0, (size + TASK - 1) / TASK)
        .parallel()
        .forEach(
            task -> {
              B buffers = newBuffers.get();
              for (int i = task * TASK; i < Math.min(size, (task + 1) * TASK); i++) {
                evaluation.evaluate(first + i, batch[i], buffers);
              }
            });
  }
}
