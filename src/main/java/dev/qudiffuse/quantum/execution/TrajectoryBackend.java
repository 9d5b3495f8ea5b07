package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.noise.Channel;
import dev.qudiffuse.quantum.noise.NoiseModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Runs a circuit under noise on state vectors, by quantum trajectories (Dalibard, Castin and
 * Molmer, Phys. Rev. Lett. 68, 580, 1992): after each gate one Kraus operator of each channel is
 * drawn, so that a run is one pure state, and the average over runs is the density matrix. Memory
 * is that of two state vectors; the standard error falls with the square root of the number of
 * trajectories.
 *
 * <p>Each trajectory contributes its exact expectation values, so the error is that of the noise
 * alone and vanishes with it. Estimates of one call come from the same trajectories and are
 * correlated. Not thread-safe, because of the generator: every call draws on from where the last
 * one ended.
 */
public final class TrajectoryBackend implements Backend {

  private static final StateVectorSimulator SIMULATOR = new StateVectorSimulator();
  private static final double[] NO_ANGLES = {};

  private final NoiseModel noise;
  private final int trajectories;
  private final RandomGenerator random;
  private final Map<Channel, Unravelling> unravellings = new HashMap<>();

  /**
   * @param noise what happens beside the gates
   * @param trajectories for each call, at least 2
   * @param random where the trajectories are drawn from
   */
  public TrajectoryBackend(NoiseModel noise, int trajectories, RandomGenerator random) {
    Arguments.requireSample("trajectories", trajectories);
    this.noise = noise;
    this.trajectories = trajectories;
    this.random = random;
    for (NoiseModel.Rule rule : noise.rules()) {
      unravellings.computeIfAbsent(rule.channel(), Unravelling::of);
    }
  }

  @Override
  public List<Estimate> expectationValues(
      Circuit circuit, double[] angles, StateVector input, List<Observable> observables) {
    Arguments.requireObservables(circuit, observables);
    ExpectationValues expectations = new ExpectationValues(observables, noise);
    List<Sample> samples = Stream.generate(Sample::new).limit(observables.size()).toList();
    Run run = new Run(circuit, angles, input);
    for (int trajectory = 0; trajectory < trajectories; trajectory++) {
      double[] values = expectations.of(run.trajectory(random));
      IntStream.range(0, values.length).forEach(i -> samples.get(i).add(values[i]));
    }
    return samples.stream().map(Sample::estimate).toList();
  }

  /** The average of the probabilities of every trajectory. */
  @Override
  public double[] probabilities(Circuit circuit, double[] angles, StateVector input) {
    Run run = new Run(circuit, angles, input);
    double[] mean = FinalState.outcomes(circuit.qubits());
    for (int trajectory = 0; trajectory < trajectories; trajectory++) {
      StateVector state = run.trajectory(random).state();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += state.probability(i) / trajectories;
      }
    }
    noise.confuse(circuit.qubits(), mean);
    return mean;
  }

  /** Every shot is a trajectory of its own, so that shots are independent. */
  @Override
  public Counts counts(
      Circuit circuit, double[] angles, StateVector input, int shots, RandomGenerator random) {
    Arguments.requireShots(shots);
    Run run = new Run(circuit, angles, input);
    return Counts.of(circuit.qubits(), shots, () -> run.outcome(random));
  }

  /** A circuit cut where noise comes in, and the state that every trajectory uses anew. */
  private final class Run {
    private final StateVector input;
    private final StateVector state;
    private final List<Segment> segments = new ArrayList<>();

    Run(Circuit circuit, double[] angles, StateVector input) {
      Arguments.requireRun(circuit, angles, input, noise);
      this.input = input;
      this.state = new StateVector(circuit.qubits());
      Circuit.Builder gates = Circuit.builder(circuit.qubits());
      for (Operation operation : circuit.operations()) {
        gates.add(operation.bind(angles));
        List<NoiseModel.Placed> channels = noise.after(operation);
        if (!channels.isEmpty()) {
          segments.add(new Segment(gates.build(), channels));
          gates = Circuit.builder(circuit.qubits());
        }
      }
      segments.add(new Segment(gates.build(), List.of()));
    }

    FinalState.Pure trajectory(RandomGenerator random) {
      state.copyFrom(input);
      for (Segment segment : segments) {
        SIMULATOR.run(segment.gates(), NO_ANGLES, state);
        for (NoiseModel.Placed placed : segment.noise()) {
          Unravelling unravelling = Objects.requireNonNull(unravellings.get(placed.channel()));
          unravelling.apply(state, placed.qubits(), random);
        }
      }
      return new FinalState.Pure(state);
    }

    int outcome(RandomGenerator random) {
      double[] probabilities = trajectory(random).probabilities(List.of());
      noise.confuse(state.qubits(), probabilities);
      return new Sampler(probabilities).sample(random);
    }
  }

  /** Gates without noise between them, and the noise after the last. */
  private record Segment(Circuit gates, List<NoiseModel.Placed> noise) {}
}
