package dev.qudiffuse.quantum.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.FixedGate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {

  static Stream<Channel> channels() {
    return Stream.of(0.0, 1e-9, 0.3, 1.0)
        .flatMap(
            p ->
                Stream.of(
                    new Channel.Depolarizing(1, p),
                    new Channel.Depolarizing(2, p),
                    new Channel.AmplitudeDamping(p),
                    new Channel.PhaseDamping(p),
                    new Channel.BitFlip(p),
                    new Channel.PhaseFlip(p)));
  }

  /** Which a general channel checks, and takes over. */
  @ParameterizedTest
  @MethodSource("channels")
  void everyChannelIsComplete(Channel channel) {
    List<ComplexMatrix> kraus = channel.krausOperators();
    assertThat(new Channel.Kraus(kraus).qubits()).isEqualTo(channel.qubits());
    assertThat(kraus).allMatch(k -> k.size() == 1 << channel.qubits());
  }

  @Test
  void depolarizingHasEveryPauliOnce() {
    assertThat(new Channel.Depolarizing(2, 1).krausOperators())
        .hasSize(16)
        .doesNotHaveDuplicates()
        .allMatch(k -> k.times(4, 0).isUnitary(1e-15), "a quarter of a Pauli string");
  }

  @Test
  void refusesWhatDoesNotKeepTheTrace() {
    ComplexMatrix half = ComplexMatrix.identity(2).times(Math.sqrt(0.5), 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Channel.Kraus(List.of(half)))
        .withMessageStartingWith(
            "expected the sum of K^dagger K to be the identity (within 1.0E-10), got\n0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Channel.Kraus(List.of(half.times(Double.NaN, 0))));
    // K K^dagger sums to the identity here, K^dagger K does not.
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Channel.Kraus(
                    List.of(ComplexMatrix.real(2, 0, 1, 0, 0), ComplexMatrix.real(2, 0, 0, 0, 1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Channel.Kraus(List.of()))
        .withMessage("expected at least one Kraus operator");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Channel.Kraus(List.of(half, FixedGate.CZ.matrix())))
        .withMessage("expected Kraus operators all 2 x 2 or all 4 x 4, got the sizes [2, 4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Channel.Kraus(List.of(ComplexMatrix.identity(8))));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, 1.0001, Double.NaN})
  void refusesWhatIsNoProbability(double p) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Channel.Depolarizing(1, p))
        .withMessage("expected a probability of depolarizing from 0 to 1, got " + p);
    assertThatIllegalArgumentException().isThrownBy(() -> new Channel.AmplitudeDamping(p));
    assertThatIllegalArgumentException().isThrownBy(() -> new Channel.PhaseDamping(p));
    assertThatIllegalArgumentException().isThrownBy(() -> new Channel.BitFlip(p));
    assertThatIllegalArgumentException().isThrownBy(() -> new Channel.PhaseFlip(p));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReadoutError(p, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReadoutError(0, p))
        .withMessage("expected a probability of reading 0 for 1 from 0 to 1, got " + p);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void refusesDepolarizingOnOtherNumbersOfQubits(int qubits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Channel.Depolarizing(qubits, 0.1))
        .withMessage("expected 1 or 2 qubits, got " + qubits);
  }
}
