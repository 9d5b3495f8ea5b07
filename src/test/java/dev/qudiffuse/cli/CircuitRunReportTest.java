package dev.qudiffuse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.StateVector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CircuitRunReportTest {

  /** 0.6 |00> + 0.8i |11>. */
  private static StateVector state() {
    StateVector state = new StateVector(2);
    state.re()[0] = 0.6;
    state.im()[3] = 0.8;
    return state;
  }

  private static SequencedMap<String, Estimate> expectations() {
    SequencedMap<String, Estimate> values = new LinkedHashMap<>();
    values.put("ZZ", Estimate.exact(1.0));
    values.put("IZ", new Estimate(-0.28, 0.05));
    return values;
  }

  @Test
  void whatWasNotAskedForIsLeftOut() {
    assertThat(CircuitRunReport.of(3).toJson()).isEqualTo("{\"qubits\":3}");
    assertThat(CircuitRunReport.of(2).withProbabilities(0.5, 0, 0.25, 0.25).toJson())
        .isEqualTo("{\"qubits\":2,\"probabilities\":[0.5,0.0,0.25,0.25]}");
  }

  @Test
  void everythingInItsOrder() {
    CircuitRunReport report =
        CircuitRunReport.of(2)
            .withExpectations(expectations())
            .withCounts(Map.of(3, 629, 0, 371, 1, 2))
            .withProbabilities(0.36, 0, 0, 0.64)
            .withState(state());
    assertThat(report.toJson())
        .isEqualTo(
            """
            {"qubits":2,\
            "state":[[0.6,0.0],[0.0,0.0],[0.0,0.0],[0.0,0.8]],\
            "probabilities":[0.36,0.0,0.0,0.64],\
            "counts":{"00":371,"01":2,"11":629},\
            "expectations":{"ZZ":1.0,"IZ":-0.28}}""");
  }

  @Test
  void meansOverTrajectoriesSayHowFarTheyMayBeOff() {
    assertThat(
            CircuitRunReport.of(2).withTrajectories(40).withExpectations(expectations()).toJson())
        .isEqualTo(
            """
            {"qubits":2,"trajectories":40,\
            "expectations":{"ZZ":1.0,"IZ":-0.28},\
            "standardErrors":{"ZZ":0.0,"IZ":0.05}}""");
  }

  @Test
  void qubit0IsTheFirstBit() {
    assertThat(CircuitRunReport.of(4).withCounts(Map.of(8, 5, 1, 7)).toJson())
        .isEqualTo("{\"qubits\":4,\"counts\":{\"0001\":7,\"1000\":5}}");
  }

  @Test
  void numbersComeBackAsTheyWere() {
    double awkward = 1 / Math.sqrt(2);
    StateVector state = new StateVector(1);
    state.re()[0] = awkward;
    state.im()[1] = -1e-300;
    CircuitRunReport report = CircuitRunReport.of(1).withState(state);
    assertThat(JsonMapper.shared().readValue(report.toJson(), CircuitRunReport.class))
        .isEqualTo(report);
  }

  @Test
  void whatDoesNotFitTheRegisterIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CircuitRunReport.of(31))
        .withMessage("expected 1 to 30 qubits, got 31");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CircuitRunReport.of(3).withState(state()))
        .withMessage("expected 8 amplitudes, got 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CircuitRunReport.of(1).withProbabilities(1))
        .withMessage("expected 2 probabilities, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CircuitRunReport.of(2).withCounts(Map.of(4, 1)))
        .withMessage("expected a basis index from 0 to 3, got 4");
  }
}
