package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.ParallelTasks;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.noise.NoiseModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * A backend that knows the whole final state, so that its figures have no statistical error.
 * Immutable and safe to share between threads.
 */
public abstract sealed class StateBackend implements Backend
    permits ExactBackend, DensityMatrixBackend {

  private final NoiseModel noise;

  StateBackend(NoiseModel noise) {
    this.noise = noise;
  }

  final NoiseModel noise() {
    return noise;
  }

  /** Runs the circuit; the arguments have been checked. */
  abstract FinalState run(Circuit circuit, double[] angles, StateVector input);

  /** What a run holds while it is measured: its final state, and a copy in another basis. */
  abstract double bytes(int qubits);

  /** The final state, after checking the arguments. */
  final FinalState finalState(Circuit circuit, double[] angles, StateVector input) {
    Arguments.requireRun(circuit, angles, input, noise);
    return run(circuit, angles, input);
  }

  /** The probabilities of what is read after a change of basis. */
  final double[] readProbabilities(FinalState state, List<FinalState.BasisChange> basis) {
    double[] probabilities = state.probabilities(basis);
    noise.confuse(state.qubits(), probabilities);
    return probabilities;
  }

  @Override
  public final List<Estimate> expectationValues(
      Circuit circuit, double[] angles, StateVector input, List<Observable> observables) {
    return expectationValues(circuit, List.of(angles), input, observables).getFirst();
  }

  /** In parallel, as far as memory allows. */
  @Override
  public final List<List<Estimate>> expectationValues(
      Circuit circuit, List<double[]> angles, StateVector input, List<Observable> observables) {
    Arguments.requireObservables(circuit, observables);
    Arguments.requireRuns(circuit, angles, input, noise);
    ExpectationValues expectations = new ExpectationValues(observables, noise);
    List<List<Estimate>> estimates = new ArrayList<>();
    ParallelTasks.inOrder(
        angles.size(),
        bytes(circuit.qubits()),
        i -> expectations.of(run(circuit, angles.get(i), input)),
        values -> estimates.add(Arrays.stream(values).mapToObj(Estimate::exact).toList()));
    return estimates;
  }

  @Override
  public final double[] probabilities(Circuit circuit, double[] angles, StateVector input) {
    return readProbabilities(finalState(circuit, angles, input), List.of());
  }

  @Override
  public final Counts counts(
      Circuit circuit, double[] angles, StateVector input, int shots, RandomGenerator random) {
    Arguments.requireShots(shots);
    Sampler sampler = new Sampler(probabilities(circuit, angles, input));
    return Counts.of(circuit.qubits(), shots, () -> sampler.sample(random));
  }
}
