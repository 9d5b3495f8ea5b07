package dev.qudiffuse.quantum.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Controlled;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.PauliRotation;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.TwoQubitBlock;
import dev.qudiffuse.quantum.UnitaryGate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelTest {

  private static String describe(Operation operation) {
    return Label.describe(operation);
  }

  @Test
  void describesEveryKindOfOperation() {
    Angle theta = Angle.parameter(3);
    assertThat(describe(new Operation(FixedGate.SXDG, List.of(2), List.of()))).isEqualTo("√X†: q2");
    assertThat(describe(new Operation(FixedGate.CNOT, List.of(4, 1), List.of())))
        .isEqualTo("CNOT: control q4, target q1");
    assertThat(describe(new Operation(FixedGate.SWAP, List.of(4, 1), List.of())))
        .isEqualTo("SWAP: q4, q1");
    assertThat(describe(new Operation(RotationGate.CRX, List.of(0, 1), List.of(theta))))
        .isEqualTo("CRX(θ3): control q0, target q1");
    assertThat(
            describe(
                new Operation(
                    new Controlled(RotationGate.P, 3),
                    List.of(5, 0, 2, 1),
                    List.of(Angle.of(0.123456)))))
        .isEqualTo("CCCP(0.123456): controls q5, q0, q2, target q1");
    assertThat(
            describe(
                new Operation(PauliRotation.of("ZXI"), List.of(5, 0, 2), List.of(theta.times(2)))))
        .isEqualTo("RZXI(2.0θ3): q5, q0, q2");
    assertThat(
            describe(
                new Operation(
                    new TwoQubitBlock(), List.of(7, 0), List.of(theta, theta, Angle.of(Math.PI)))))
        .isEqualTo("N(θ3, θ3, π): q7, q0");
    assertThat(
            describe(
                new Operation(
                    new Controlled(new UnitaryGate(FixedGate.H.matrix()), 1),
                    List.of(1, 0),
                    List.of())))
        .isEqualTo("CU: control q1, target q0");
  }

  @Test
  void takesALineForEachAngleWhereThereIsRoom() {
    Label label = new Label("N", List.of("θ0", "θ1", "θ2"));
    assertThat(label.lines(3)).containsExactly("N(θ0,", "  θ1,", "  θ2)");
    assertThat(label.lines(2)).containsExactly("N(θ0, θ1, θ2)");
    assertThat(new Label("RX", List.of("π")).lines(9)).containsExactly("RX(π)");
    assertThat(new Label("H", List.of()).lines(9)).containsExactly("H");
  }
}
