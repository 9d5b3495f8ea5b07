package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterPartitionTest {

  private static final Angle P0 = Angle.parameter(0);
  private static final Angle P1 = Angle.parameter(1);
  private static final Angle P2 = Angle.parameter(2);
  private static final Angle P3 = Angle.parameter(3);

  @Test
  void rotationsOfOneKindAreALayer() {
    Circuit circuit =
        Circuit.builder(2)
            .add(RotationGate.RX, 0, P0)
            .add(RotationGate.RZ, 0, P1)
            .add(RotationGate.RX, 1, P2)
            .add(RotationGate.RZ, 1, P3)
            .build();
    assertLayers(circuit, List.of(0, 2), List.of(1, 3));
  }

  @Test
  void generatorsOfOneLetterCommute() {
    Circuit circuit =
        Circuit.builder(3)
            .add(RotationGate.RZ, 0, P0)
            .add(PauliRotation.of("ZIZ"), List.of(0, 1, 2), P1)
            .add(RotationGate.RX, 1, P2)
            .add(RotationGate.CP, 2, 0, P3)
            .build();
    assertLayers(circuit, List.of(0, 1, 2, 3));
  }

  @Test
  void aControlIsDiagonalAndATargetIsNot() {
    Circuit circuit =
        Circuit.builder(3)
            .add(RotationGate.CRX, 0, 1, P0)
            .add(new Controlled(RotationGate.RX, 2), List.of(0, 2, 1), P1)
            .add(RotationGate.CRX, 1, 2, P2)
            .build();
    assertLayers(circuit, List.of(0, 1), List.of(2));
  }

  @Test
  void aGateWithoutParametersDividesLayersOnItsQubits() {
    Circuit circuit =
        Circuit.builder(3)
            .add(RotationGate.RY, 0, P0)
            .add(RotationGate.RY, 1, P1)
            .add(RotationGate.RY, 1, Angle.of(1))
            .add(RotationGate.RY, 1, P2)
            .add(RotationGate.RY, 2, P3)
            .build();
    assertLayers(circuit, List.of(0, 1, 3), List.of(2));
  }

  @Test
  void theAnglesOfABlockAreALayer() {
    Circuit circuit =
        Circuit.builder(2)
            .add(new TwoQubitBlock(), 0, 1, P0, P1, P2)
            .add(new TwoQubitBlock(), 0, 1, P3, Angle.of(1), Angle.parameter(4))
            .build();
    assertLayers(circuit, List.of(0, 1, 2), List.of(3, 4));
  }

  @Test
  void aSharedParameterUnitesLayers() {
    Circuit circuit =
        Circuit.builder(1)
            .add(RotationGate.RX, 0, P0)
            .add(RotationGate.RZ, 0, P1)
            .add(RotationGate.RX, 0, P0)
            .add(RotationGate.RX, 0, P3)
            .build();
    assertLayers(circuit, List.of(0, 3), List.of(1), List.of(2));
  }

  @Test
  void aSharedParameterBringsItsWholeLayer() {
    Circuit circuit =
        Circuit.builder(2)
            .add(RotationGate.RX, 0, P0)
            .add(RotationGate.RX, 1, P1)
            .add(RotationGate.RZ, 0, P2)
            .add(RotationGate.RX, 0, P0)
            .build();
    assertLayers(circuit, List.of(0, 1), List.of(2));
    assertThat(ParameterPartition.layers(circuit).parameters()).isEqualTo(3);
  }

  private static void assertLayers(Circuit circuit, List<?>... blocks) {
    assertThat(ParameterPartition.layers(circuit).blocks()).isEqualTo(List.of(blocks));
  }

  @Test
  void ofACircuitWithoutParameters() {
    Circuit circuit = Circuit.builder(1).add(FixedGate.H, 0).build();
    assertThat(ParameterPartition.layers(circuit).blocks()).isEmpty();
    assertThat(ParameterPartition.single(0).parameters()).isZero();
    assertThat(FubiniStudyMetric.full(circuit, new double[0]).naturalGradient(new double[0], 0))
        .isEmpty();
  }

  @Test
  void refusesWhatIsNoPartition() {
    for (List<List<Integer>> blocks :
        List.of(
            List.of(List.of(0, 1), List.of(1)),
            List.of(List.of(0), List.of(2)),
            List.of(List.of(0), List.<Integer>of()),
            List.of(List.of(-1, 0)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ParameterPartition(blocks))
          .withMessage(
              "expected blocks that hold every parameter from 0 up once, none empty, got "
                  + blocks);
    }
  }
}
