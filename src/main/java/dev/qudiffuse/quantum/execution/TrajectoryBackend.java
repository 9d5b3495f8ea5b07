package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.Memory;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.ParallelTasks;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.noise.Channel;
import dev.qudiffuse.quantum.noise.NoiseModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Runs a circuit under noise on state vectors, by quantum trajectories (Dalibard, Castin and
 * Molmer, Phys. Rev. Lett. 68, 580, 1992): after each gate one Kraus operator of each channel is
 * drawn, so that a run is one pure state, and the average over runs is the density matrix. The
 * standard error falls with the square root of the number of trajectories.
 *
 * <p>Trajectories are shared among the threads of the common pool. Each thread holds up to three
 * state vectors; no more threads take part than memory has room for, and their number does not
 * change the result: trajectories come in tasks of a fixed number, each with a generator of its own
 * that is seeded from the backend's.
 *
 * <p>Each trajectory contributes its exact expectation values, so the error is that of the noise
 * alone and vanishes with it. Estimates of one call come from the same trajectories and are
 * correlated. Not thread-safe, because of the generator: every call draws on from where the last
 * one ended.
 */
public final class TrajectoryBackend implements Backend {

  private static final StateVectorSimulator SIMULATOR = new StateVectorSimulator();
  private static final double[] NO_ANGLES = {};

  /** Trajectories from one generator. Another number is another result. */
  private static final int TASK = 32;

  /**
   * What a task holds, in states: its own, a copy in another basis, and probabilities of half the
   * size, once as they are measured and once as a sum.
   */
  private static final int STATES = 3;

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
    new Run(circuit, angles, input)
        .inTasks(
            trajectories,
            random,
            task -> {
              double[][] values = new double[task.size()][];
              Arrays.setAll(values, _ -> expectations.of(task.next()));
              return values;
            },
            values -> {
              for (double[] ofTrajectory : values) {
                IntStream.range(0, samples.size())
                    .forEach(i -> samples.get(i).add(ofTrajectory[i]));
              }
            });
    return samples.stream().map(Sample::estimate).toList();
  }

  /** The average of the probabilities of every trajectory. */
  @Override
  public double[] probabilities(Circuit circuit, double[] angles, StateVector input) {
    Run run = new Run(circuit, angles, input);
    double[] mean = FinalState.outcomes(circuit.qubits());
    run.inTasks(
        trajectories,
        random,
        task -> {
          double[] sum = FinalState.outcomes(circuit.qubits());
          for (int i = 0; i < task.size(); i++) {
            StateVector state = task.next().state();
            Arrays.setAll(sum, outcome -> sum[outcome] + state.probability(outcome));
          }
          return sum;
        },
        sum -> Arrays.setAll(mean, outcome -> mean[outcome] + sum[outcome] / trajectories));
    noise.confuse(circuit.qubits(), mean);
    return mean;
  }

  /** Every shot is a trajectory of its own, so that shots are independent. */
  @Override
  public Counts counts(
      Circuit circuit, double[] angles, StateVector input, int shots, RandomGenerator random) {
    Arguments.requireShots(shots);
    IntStream.Builder outcomes = IntStream.builder();
    new Run(circuit, angles, input)
        .inTasks(
            shots,
            random,
            task -> IntStream.generate(task::outcome).limit(task.size()).toArray(),
            read -> IntStream.of(read).forEach(outcomes));
    return Counts.of(circuit.qubits(), shots, outcomes.build().iterator()::nextInt);
  }

  /** A circuit cut where noise comes in, to be run by many tasks. */
  private final class Run {
    private final StateVector input;
    private final List<Segment> segments = new ArrayList<>();

    Run(Circuit circuit, double[] angles, StateVector input) {
      Arguments.requireRun(circuit, angles, input, noise);
      this.input = input;
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

    /**
     * Runs so many trajectories.
     *
     * @param random where the tasks' seeds are drawn from
     * @param evaluation what is made of the trajectories of one task
     * @param then takes that, in the order of the tasks
     */
    <R> void inTasks(
        int count, RandomGenerator random, Function<Task, R> evaluation, Consumer<R> then) {
      long[] seeds = new long[Math.ceilDiv(count, TASK)];
      Arrays.setAll(seeds, _ -> random.nextLong());
      ParallelTasks.inOrder(
          seeds.length,
          STATES * Memory.complexNumbers(input.qubits()),
          i -> evaluation.apply(new Task(this, Math.min(TASK, count - i * TASK), seeds[i])),
          then);
    }
  }

  /** Trajectories one after the other, in one state and from a generator of their own. */
  private final class Task {
    private final Run run;
    private final int size;
    private final RandomGenerator random;
    private final StateVector state;

    Task(Run run, int size, long seed) {
      this.run = run;
      this.size = size;
      this.random = new Well19937c(seed);
      this.state = new StateVector(run.input.qubits());
    }

    int size() {
      return size;
    }

    /** The end of the next trajectory, which lasts until the one after it begins. */
    FinalState.Pure next() {
      state.copyFrom(run.input);
      for (Segment segment : run.segments) {
        SIMULATOR.run(segment.gates(), NO_ANGLES, state);
        for (NoiseModel.Placed placed : segment.noise()) {
          Unravelling unravelling = Objects.requireNonNull(unravellings.get(placed.channel()));
          unravelling.apply(state, placed.qubits(), random);
        }
      }
      return new FinalState.Pure(state);
    }

    /** What is read at the end of the next trajectory. */
    int outcome() {
      double[] probabilities = next().probabilities(List.of());
      noise.confuse(state.qubits(), probabilities);
      return new Sampler(probabilities).sample(random);
    }
  }

  /** Gates without noise between them, and the noise after the last. */
  private record Segment(Circuit gates, List<NoiseModel.Placed> noise) {}
}
