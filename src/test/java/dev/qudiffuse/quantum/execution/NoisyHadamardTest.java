package dev.qudiffuse.quantum.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.HadamardTest;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.RandomCircuits;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import dev.qudiffuse.quantum.noise.NoiseModel;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The noisy Hadamard test against the circuit with its ancilla, in whole matrices. */
class NoisyHadamardTest {

  static IntStream seeds() {
    return IntStream.range(0, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isTheAncillasZInTheControlledCircuit(int seed) {
    Random random = new Random(seed);
    int qubits = 1 + seed % 3;
    NoiseModel noise = Noisy.everyChannel(random);
    Circuit circuit = RandomCircuits.circuit(qubits, 12, 4, random);
    double[] angles = Dense.gaussians(4, random);
    StateVector input = Dense.randomState(qubits, random);

    double value = new DensityMatrixBackend(noise).hadamardTest(circuit, angles, input);

    assertThat(value).isCloseTo(ancilla(circuit, angles, input, noise), within(1e-12));
  }

  /** Qubit 0 is the ancilla: H, every gate controlled and its noise, H, and then Z. */
  private static double ancilla(
      Circuit circuit, double[] angles, StateVector input, NoiseModel noise) {
    int all = circuit.qubits() + 1;
    ComplexMatrix zero = ComplexMatrix.real(2, 1, 0, 0, 0);
    ComplexMatrix one = ComplexMatrix.real(2, 0, 0, 0, 1);
    ComplexMatrix hadamard = Dense.onRegister(all, FixedGate.H.matrix(), List.of(0));
    ComplexMatrix rho = conjugate(hadamard, zero.kronecker(Noisy.pure(input)));
    for (Operation operation : circuit.operations()) {
      ComplexMatrix gate =
          Dense.onRegister(circuit.qubits(), operation.matrix(angles), operation.qubits());
      ComplexMatrix controlled =
          zero.kronecker(ComplexMatrix.identity(gate.size())).plus(one.kronecker(gate));
      rho = conjugate(controlled, rho);
      for (NoiseModel.Placed placed : noise.after(operation)) {
        List<Integer> shifted = placed.qubits().stream().map(qubit -> qubit + 1).toList();
        rho = Noisy.through(placed.channel().krausOperators(), shifted, all, rho);
      }
    }
    rho = conjugate(hadamard, rho);
    ComplexMatrix z = Dense.onRegister(all, FixedGate.Z.matrix(), List.of(0));
    return Noisy.trace(z.times(rho));
  }

  private static ComplexMatrix conjugate(ComplexMatrix unitary, ComplexMatrix rho) {
    return unitary.times(rho).times(unitary.adjoint());
  }

  @Test
  void isTheInnerProductWithoutNoise() {
    Random random = new Random(1);
    Circuit circuit = new ClusterAnsatz().circuit(5, 2);
    double[] angles = Dense.gaussians(circuit.parameterCount(), random);
    StateVector input = Dense.randomState(5, random);
    StateVector output = Dense.copy(input);
    new StateVectorSimulator().run(circuit, angles, output);

    assertThat(
            new DensityMatrixBackend(NoiseModel.depolarizing(0))
                .hadamardTest(circuit, angles, input))
        .isCloseTo(HadamardTest.value(input, output), within(1e-13));
  }

  /** The trace is kept by any noise, so the noise after the last gate does not matter. */
  @Test
  void noiseAfterTheLastGateDoesNotMatter() {
    Circuit circuit = Circuit.builder(1).add(RotationGate.RX, 0, Angle.of(0.8)).build();
    double value =
        new DensityMatrixBackend(NoiseModel.depolarizing(1))
            .hadamardTest(circuit, new double[0], new StateVector(1));

    assertThat(value).isCloseTo(Math.cos(0.4), within(1e-15));
  }
}
