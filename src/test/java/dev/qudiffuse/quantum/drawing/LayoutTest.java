package dev.qudiffuse.quantum.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.RandomCircuits;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {

  static Stream<Circuit> randomCircuits() {
    return IntStream.rangeClosed(1, 12)
        .mapToObj(qubits -> RandomCircuits.circuit(qubits, 40, 5, new Random(qubits)));
  }

  private static boolean touch(Layout.Placed a, Layout.Placed b) {
    return a.symbol().first() <= b.symbol().last() && b.symbol().first() <= a.symbol().last();
  }

  @ParameterizedTest
  @MethodSource("randomCircuits")
  void noTwoGatesOfAColumnTouch(Circuit circuit) {
    for (List<Layout.Placed> column : Layout.of(circuit).columns()) {
      for (Layout.Placed gate : column) {
        assertThat(column.stream().filter(other -> touch(gate, other))).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("randomCircuits")
  void everyGateStandsAsFarLeftAsItMay(Circuit circuit) {
    List<List<Layout.Placed>> columns = Layout.of(circuit).columns();
    for (int i = 1; i < columns.size(); i++) {
      List<Layout.Placed> before = columns.get(i - 1);
      assertThat(columns.get(i))
          .allSatisfy(gate -> assertThat(before).anyMatch(other -> touch(gate, other)));
    }
    assertThat(columns).hasSizeGreaterThanOrEqualTo(circuit.depth());
  }

  @ParameterizedTest
  @MethodSource("randomCircuits")
  void everyQubitMeetsItsGatesInTheirOrder(Circuit circuit) {
    List<Operation> drawn =
        Layout.of(circuit).columns().stream()
            .flatMap(List::stream)
            .map(Layout.Placed::operation)
            .toList();
    assertThat(drawn)
        .containsExactlyInAnyOrderElementsOf(
            circuit.operations().stream()
                .filter(operation -> !operation.qubits().isEmpty())
                .toList());
    for (int qubit = 0; qubit < circuit.qubits(); qubit++) {
      int wire = qubit;
      assertThat(drawn.stream().filter(operation -> operation.qubits().contains(wire)))
          .containsExactlyElementsOf(
              circuit.operations().stream()
                  .filter(operation -> operation.qubits().contains(wire))
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("randomCircuits")
  void aSymbolMarksItsOperationsQubitsAndNoOther(Circuit circuit) {
    for (Operation operation : circuit.operations()) {
      assertThat(
              Symbol.of(operation).marks().stream()
                  .flatMap(mark -> IntStream.rangeClosed(mark.first(), mark.last()).boxed()))
          .isSorted()
          .containsExactlyInAnyOrderElementsOf(operation.qubits());
    }
  }

  @Test
  void aGateWaitsForWhatItsLineWouldCross() {
    Circuit circuit =
        Circuit.builder(3)
            .add(FixedGate.CNOT, 0, 2)
            .add(FixedGate.H, 1)
            .add(FixedGate.H, 0)
            .build();
    assertThat(Layout.of(circuit).columns()).extracting(List::size).containsExactly(1, 2);
  }

  @Test
  void breaksRowsWhereTheyAreFull() {
    int[] widths = {3, 3, 4, 12, 2, 8};
    assertThat(Layout.rows(widths, 10))
        .containsExactly(new Layout.Row(0, 3), new Layout.Row(3, 4), new Layout.Row(4, 6));
    assertThat(Layout.rows(widths, 9))
        .containsExactly(
            new Layout.Row(0, 2),
            new Layout.Row(2, 3),
            new Layout.Row(3, 4),
            new Layout.Row(4, 5),
            new Layout.Row(5, 6));
    assertThat(Layout.rows(new int[0], 9)).containsExactly(new Layout.Row(0, 0));
  }
}
