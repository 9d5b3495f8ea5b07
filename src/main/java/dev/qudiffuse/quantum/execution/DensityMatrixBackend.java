package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Memory;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.noise.Channel;
import dev.qudiffuse.quantum.noise.NoiseModel;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Runs a circuit under noise on a {@link DensityMatrix}: every gate, then the channels that follow
 * it. The figures are exact; memory and time grow with {@code 4^n}. Immutable and safe to share
 * between threads.
 */
public final class DensityMatrixBackend extends StateBackend {

  private final Map<Channel, LocalOperator> superoperators;

  /** The backend of this noise. */
  public DensityMatrixBackend(NoiseModel noise) {
    super(noise);
    this.superoperators =
        noise.rules().stream()
            .map(NoiseModel.Rule::channel)
            .distinct()
            .collect(Collectors.toMap(channel -> channel, DensityMatrix::superoperator));
  }

  /**
   * The state the circuit ends in, before anything is measured.
   *
   * @throws IllegalArgumentException as the methods of {@link Backend} do
   */
  public DensityMatrix densityMatrix(Circuit circuit, double[] angles, StateVector input) {
    Arguments.requireRun(circuit, angles, input, noise());
    return evolve(circuit, angles, input);
  }

  @Override
  double bytes(int qubits) {
    return 2 * Memory.complexNumbers(2 * qubits);
  }

  @Override
  FinalState run(Circuit circuit, double[] angles, StateVector input) {
    return new FinalState.Mixed(evolve(circuit, angles, input));
  }

  private DensityMatrix evolve(Circuit circuit, double[] angles, StateVector input) {
    DensityMatrix state = DensityMatrix.pure(input);
    for (Operation operation : circuit.operations()) {
      state.apply(operation.bind(angles));
      for (NoiseModel.Placed noise : noise().after(operation)) {
        LocalOperator superoperator = Objects.requireNonNull(superoperators.get(noise.channel()));
        state.applySuperoperator(superoperator, noise.qubits());
      }
    }
    return state;
  }
}
