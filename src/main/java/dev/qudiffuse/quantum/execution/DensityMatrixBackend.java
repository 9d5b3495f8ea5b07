package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Memory;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.noise.Channel;
import dev.qudiffuse.quantum.noise.NoiseModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs a circuit under noise on a {@link DensityMatrix}: every gate, then the channels that follow
 * it. What acts on different qubits commutes, so gates side by side are applied in one go and their
 * channels after them. The figures are exact; memory and time grow with {@code 4^n}. Immutable and
 * safe to share between threads.
 */
public final class DensityMatrixBackend extends StateBackend {

  private final Map<Channel, Superoperator> superoperators;

  /** The backend of this noise. */
  public DensityMatrixBackend(NoiseModel noise) {
    super(noise);
    this.superoperators =
        noise.rules().stream()
            .map(NoiseModel.Rule::channel)
            .distinct()
            .collect(Collectors.toMap(channel -> channel, Superoperator::of));
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
    walk(circuit, angles, state, state::apply);
    return state;
  }

  /**
   * The value of a {@link dev.qudiffuse.quantum.HadamardTest} under this noise: the real part of
   *
   * <pre>
   * h = tr sigma_L,    sigma_0 = |psi_0&gt;&lt;psi_0|,    sigma_l = N_l(U_l sigma_(l-1))
   * </pre>
   *
   * <p>It is that of the circuit on n + 1 qubits in which a perfect ancilla controls every gate,
   * and each controlled gate is followed by the noise N of the plain gate on the qubits of the
   * register, whatever the ancilla is. There the joint state has four blocks, {@code rho = 1/2 sum
   * |a><b| (x) sigma_ab}; the gates act on the rows of {@code sigma_10} alone, the noise acts on
   * every block as it is, and the ancilla's final {@code <Z>} is {@code Re tr sigma_10}. So n
   * qubits are enough. It flatters hardware: controlled gates cost more than plain ones, and
   * ancillas err.
   *
   * @throws IllegalArgumentException as the methods of {@link Backend} do
   */
  public double hadamardTest(Circuit circuit, double[] angles, StateVector input) {
    Arguments.requireRun(circuit, angles, input, noise());
    DensityMatrix sigma = DensityMatrix.pure(input);
    walk(circuit, angles, sigma, sigma::applyFromTheLeft);
    return sigma.trace();
  }

  /** Gates side by side, their noise, and so on to the end. */
  private void walk(
      Circuit circuit, double[] angles, DensityMatrix state, Consumer<List<Operation>> gates) {
    List<Operation> rest = new LinkedList<>(circuit.operations());
    while (!rest.isEmpty()) {
      List<Operation> layer = nextLayer(rest);
      gates.accept(layer.stream().map(operation -> operation.bind(angles)).toList());
      for (Operation operation : layer) {
        for (NoiseModel.Placed noise : noise().after(operation)) {
          Objects.requireNonNull(superoperators.get(noise.channel())).apply(state, noise.qubits());
        }
      }
    }
  }

  /** Takes out of {@code rest} every operation before which none of its qubits is needed. */
  private static List<Operation> nextLayer(List<Operation> rest) {
    List<Operation> layer = new ArrayList<>();
    Set<Integer> needed = new HashSet<>();
    for (var next = rest.iterator(); next.hasNext(); ) {
      Operation operation = next.next();
      if (Collections.disjoint(needed, operation.qubits())) {
        layer.add(operation);
        next.remove();
      }
      needed.addAll(operation.qubits());
    }
    return layer;
  }
}
