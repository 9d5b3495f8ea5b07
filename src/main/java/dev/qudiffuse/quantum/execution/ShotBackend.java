package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.StateVector;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Sees what another backend computes through finitely many measurements, as a quantum computer
 * would: with {@link ExactBackend} only shots are finite, with {@link DensityMatrixBackend} the
 * gates and the reading are noisy as well.
 *
 * <p>Every observable is measured in its eigenbasis. Pauli strings that agree on every qubit where
 * neither is the identity share a measurement; every other string, and every matrix, has one to
 * itself. Each measurement is taken {@code shots} times, so a call draws as many times {@code
 * shots} outcomes as there are different bases. An estimate is the mean over the shots, summed over
 * the measurements that an observable needs; estimates that share a measurement are correlated.
 * Changes of basis are free of noise.
 *
 * <p>Not thread-safe, because of the generator: every call draws on from where the last one ended.
 */
public final class ShotBackend implements Backend {

  private final StateBackend source;
  private final int shots;
  private final RandomGenerator random;

  /** Kept from the last call: a gradient asks for the same observables again and again. */
  private List<Observable> plannedFor = List.of();

  private List<Measurement> plan = List.of();

  /**
   * @param source what is measured
   * @param shots for each measurement, at least 2
   * @param random where the outcomes are drawn from
   */
  public ShotBackend(StateBackend source, int shots, RandomGenerator random) {
    Arguments.requireSample("shots", shots);
    this.source = source;
    this.shots = shots;
    this.random = random;
  }

  @Override
  public List<Estimate> expectationValues(
      Circuit circuit, double[] angles, StateVector input, List<Observable> observables) {
    Arguments.requireObservables(circuit, observables);
    FinalState state = source.finalState(circuit, angles, input);
    double[] values = new double[observables.size()];
    double[] variances = new double[observables.size()];
    for (Measurement measurement : plan(observables)) {
      List<Measurement.Reading> readings = measurement.readings();
      List<Sample> samples = samples(state, measurement);
      for (int i = 0; i < samples.size(); i++) {
        values[readings.get(i).observable()] += samples.get(i).mean();
        variances[readings.get(i).observable()] += samples.get(i).varianceOfMean();
      }
    }
    return Estimate.list(values, variances);
  }

  private List<Measurement> plan(List<Observable> observables) {
    if (!observables.equals(plannedFor)) {
      plan = Measurement.plan(observables);
      plannedFor = List.copyOf(observables);
    }
    return plan;
  }

  /** What each reading of a measurement saw. */
  private List<Sample> samples(FinalState state, Measurement measurement) {
    Sampler sampler = new Sampler(source.readProbabilities(state, measurement.basis()));
    List<Measurement.Reading> readings = measurement.readings();
    List<Sample> samples = Stream.generate(Sample::new).limit(readings.size()).toList();
    for (int shot = 0; shot < shots; shot++) {
      int outcome = sampler.sample(random);
      for (int i = 0; i < samples.size(); i++) {
        samples.get(i).add(readings.get(i).eigenvalues().of(outcome));
      }
    }
    return samples;
  }

  /** The relative frequencies of {@code shots} outcomes. */
  @Override
  public double[] probabilities(Circuit circuit, double[] angles, StateVector input) {
    double[] frequencies = FinalState.outcomes(circuit.qubits());
    counts(circuit, angles, input, shots, random)
        .byOutcome()
        .forEach((outcome, count) -> frequencies[outcome] = (double) count / shots);
    return frequencies;
  }

  @Override
  public Counts counts(
      Circuit circuit, double[] angles, StateVector input, int shots, RandomGenerator random) {
    return source.counts(circuit, angles, input, shots, random);
  }
}
