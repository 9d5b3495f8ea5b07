package dev.qudiffuse.quantum.ansatz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.Dense;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.TwoQubitBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every ansatz, and the plain ones gate by gate. */
class AnsatzTest {

  static List<Ansatz> ansatzes() {
    return Ansatz.all();
  }

  @Test
  void everyAnsatzIsFoundByItsKey() {
    assertThat(Ansatz.names())
        .doesNotHaveDuplicates()
        .hasSize(28)
        .startsWith(
            "cluster",
            "hardware-efficient",
            "hardware-efficient-chain",
            "strongly-entangling",
            "hva-ising",
            "hva-heisenberg",
            "qcnn",
            "mera",
            "grover-mixer",
            "sim-1")
        .endsWith("sim-18", "sim-19");
    assertThat(Ansatz.all())
        .allSatisfy(ansatz -> assertThat(Ansatz.named(ansatz.key())).isEqualTo(ansatz));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ansatz.named("sim-20"))
        .withMessageStartingWith("expected an ansatz of cluster, hardware-efficient, ")
        .withMessageEndingWith("sim-19, got sim-20");
  }

  @ParameterizedTest
  @MethodSource("ansatzes")
  void everyParameterTurnsAGateAndComesInTheOrderOfApplication(Ansatz ansatz) {
    for (int qubits = 2; qubits <= 7; qubits++) {
      for (int layers = 0; layers <= mostLayers(ansatz, qubits); layers++) {
        Circuit circuit = ansatz.circuit(qubits, layers);
        List<Integer> firstUses =
            circuit.operations().stream()
                .flatMap(operation -> operation.angles().stream())
                .map(angle -> ((Angle.Parameter) angle).index())
                .distinct()
                .toList();
        assertThat(circuit.qubits()).isEqualTo(qubits);
        assertThat(firstUses)
            .hasSize(ansatz.parameters(qubits, layers))
            .isEqualTo(IntStream.range(0, firstUses.size()).boxed().toList());
        assertThat(circuit.operations().isEmpty()).isEqualTo(layers == 0);
      }
    }
  }

  private static int mostLayers(Ansatz ansatz, int qubits) {
    boolean halves = ansatz instanceof Qcnn || ansatz instanceof Mera;
    return halves && qubits <= 4 ? (qubits <= 2 ? 1 : 2) : 3;
  }

  /** Two layers are a layer and a layer, but where a layer depends on its place. */
  @ParameterizedTest
  @MethodSource("ansatzes")
  void layersAreAppendedOneToTheOther(Ansatz ansatz) {
    Circuit one = ansatz.circuit(4, 1);
    Circuit two = ansatz.circuit(4, 2);
    assertThat(two.operations().subList(0, one.operations().size())).isEqualTo(one.operations());
    Circuit twice = Circuit.builder(4).append(one, 0).append(one, one.parameterCount()).build();
    boolean placeMatters =
        ansatz instanceof Qcnn
            || ansatz instanceof Mera
            || ansatz instanceof StronglyEntangling
            || ansatz.equals(new SimCircuit(10));
    assertThat(two.operations().equals(twice.operations())).isNotEqualTo(placeMatters);
  }

  @ParameterizedTest
  @MethodSource("ansatzes")
  void refusesWhatIsNoCircuit(Ansatz ansatz) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ansatz.circuit(1, 1))
        .withMessageContaining("2")
        .withMessageEndingWith("got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ansatz.parameters(4, -1))
        .withMessageEndingWith("expected at least 0 layers, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ansatz.circuit(31, 1))
        .withMessageContaining("got 31");
  }

  @Test
  void namesItselfWhereItRefuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HardwareEfficient.RING.circuit(1, 1))
        .withMessage("hardware-efficient: expected 2 to 30 qubits, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SimCircuit(20))
        .withMessage("expected a circuit of Sim et al. from 1 to 19, got 20");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroverMixer.mixer(1))
        .withMessage("grover-mixer: expected 2 to 30 qubits, got 1");
  }

  @Test
  void aClusterLayerHasItsPairsInOrder() {
    List<List<Integer>> pairs =
        new ClusterAnsatz()
            .circuit(6, 1).operations().stream()
                .filter(operation -> operation.gate() instanceof TwoQubitBlock)
                .map(Operation::qubits)
                .toList();
    assertThat(pairs)
        .containsExactly(
            List.of(0, 1),
            List.of(2, 3),
            List.of(4, 5),
            List.of(1, 2),
            List.of(3, 4),
            List.of(5, 0));
    assertThat(new ClusterAnsatz().circuit(5, 1).operations().get(4).qubits())
        .containsExactly(4, 0);
  }

  @Test
  void aClusterLayerHasFourParametersAQubitAndUsesEachOnce() {
    for (int qubits = 2; qubits <= 9; qubits++) {
      Circuit circuit = new ClusterAnsatz().circuit(qubits, 2);
      List<Integer> used =
          circuit.operations().stream()
              .flatMap(operation -> operation.angles().stream())
              .map(angle -> ((Angle.Parameter) angle).index())
              .toList();
      assertThat(circuit.parameterCount())
          .isEqualTo(8 * qubits)
          .isEqualTo(2 * new ClusterAnsatz().parameters(qubits, 1));
      assertThat(used).hasSize(8 * qubits).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void aHardwareEfficientLayerIsRotationsAndCnotsBetweenNeighbours() {
    Circuit ring = HardwareEfficient.RING.circuit(3, 1);
    assertThat(ring.operations())
        .containsExactly(
            rotation(RotationGate.RY, 0, 0),
            rotation(RotationGate.RY, 1, 1),
            rotation(RotationGate.RY, 2, 2),
            rotation(RotationGate.RZ, 0, 3),
            rotation(RotationGate.RZ, 1, 4),
            rotation(RotationGate.RZ, 2, 5),
            cnot(0, 1),
            cnot(1, 2),
            cnot(2, 0));
    assertThat(HardwareEfficient.CHAIN.circuit(3, 1).operations())
        .isEqualTo(ring.operations().subList(0, 8));
    assertThat(HardwareEfficient.RING.circuit(2, 2).operations())
        .isEqualTo(HardwareEfficient.CHAIN.circuit(2, 2).operations());
  }

  /** On 4 qubits the ranges are 1, 2, 3, 1. */
  @Test
  void stronglyEntanglingLayersReachFurtherFromLayerToLayer() {
    Circuit circuit = new StronglyEntangling().circuit(4, 4);
    assertThat(circuit.parameterCount()).isEqualTo(4 * 3 * 4);
    assertThat(circuit.operations().subList(0, 3))
        .containsExactly(
            rotation(RotationGate.RZ, 0, 0),
            rotation(RotationGate.RY, 0, 1),
            rotation(RotationGate.RZ, 0, 2));
    List<Operation> cnots =
        circuit.operations().stream().filter(o -> o.gate() == FixedGate.CNOT).toList();
    assertThat(cnots)
        .containsExactly(
            cnot(0, 1),
            cnot(1, 2),
            cnot(2, 3),
            cnot(3, 0),
            cnot(0, 2),
            cnot(1, 3),
            cnot(2, 0),
            cnot(3, 1),
            cnot(0, 3),
            cnot(1, 0),
            cnot(2, 1),
            cnot(3, 2),
            cnot(0, 1),
            cnot(1, 2),
            cnot(2, 3),
            cnot(3, 0));
    assertThat(new StronglyEntangling().circuit(2, 2).operations())
        .filteredOn(o -> o.gate() == FixedGate.CNOT)
        .containsExactly(cnot(0, 1), cnot(1, 0), cnot(0, 1), cnot(1, 0));
  }

  /** {@code 1 + (e^(-i theta) - 1) |s><s|}: all entries of |s><s| are 2^-n. */
  @Test
  void theGroverMixerIsTheEvolutionUnderTheUniformState() {
    double theta = 0.83;
    for (int qubits = 2; qubits <= 5; qubits++) {
      int size = 1 << qubits;
      double[] uniform = new double[size * size];
      Arrays.fill(uniform, 1.0 / size);
      ComplexMatrix expected =
          ComplexMatrix.real(size, uniform)
              .times(Math.cos(theta) - 1, -Math.sin(theta))
              .plus(ComplexMatrix.identity(size));
      assertThat(Dense.simulated(GroverMixer.mixer(qubits), theta).maxDistance(expected))
          .isLessThan(1e-14);
    }
  }

  @Test
  void aGroverLayerSeparatesPhasesAndMixes() {
    GroverMixer ansatz = new GroverMixer();
    double[] angles = Dense.gaussians(ansatz.parameters(3, 1), new Random(3));
    assertThat(angles).hasSize(7);
    ComplexMatrix layer = Dense.simulated(ansatz.circuit(3, 1), angles);
    ComplexMatrix phases = Dense.simulated(GroverMixer.mixer(3), -angles[6]).times(layer);
    for (int i = 0; i < 8; i++) {
      int[] z = {1 - (i >> 2 & 1) * 2, 1 - (i >> 1 & 1) * 2, 1 - (i & 1) * 2};
      double cost = 0;
      for (int qubit = 0; qubit < 3; qubit++) {
        cost += angles[qubit] * z[qubit] + angles[3 + qubit] * z[qubit] * z[(qubit + 1) % 3];
      }
      assertThat(phases.re(i, i)).isCloseTo(Math.cos(cost / 2), within(1e-14));
      assertThat(phases.im(i, i)).isCloseTo(-Math.sin(cost / 2), within(1e-14));
    }
    assertThat(ansatz.parameters(2, 1)).isEqualTo(4);
  }

  private static Operation rotation(RotationGate gate, int qubit, int parameter) {
    return new Operation(gate, List.of(qubit), List.of(Angle.parameter(parameter)));
  }

  private static Operation cnot(int control, int target) {
    return new Operation(FixedGate.CNOT, List.of(control, target), List.of());
  }
}
