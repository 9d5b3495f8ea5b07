package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObservableTest {

  private static final String LETTERS = "IXYZ";

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  private static PauliSum pauliSum(int qubits, Random random) {
    List<PauliSum.Term> terms = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      StringBuilder letters = new StringBuilder();
      for (int q = 0; q < qubits; q++) {
        letters.append(LETTERS.charAt(random.nextInt(4)));
      }
      terms.add(new PauliSum.Term(random.nextGaussian(), PauliString.of(letters.toString())));
    }
    return new PauliSum(terms);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pauliSumsAreTheirMatrices(int seed) {
    Random random = new Random(seed);
    assertIsItsMatrix(pauliSum(1 + seed % 6, random), random);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void matricesOnWindowsAreTheirMatrices(int seed) {
    Random random = new Random(seed);
    int qubits = 1 + seed % 5;
    List<List<Integer>> windows = RandomCircuits.arrangements(qubits, 1 + random.nextInt(qubits));
    List<Integer> window = windows.get(random.nextInt(windows.size()));
    ComplexMatrix matrix = Dense.randomMatrix(1 << window.size(), random).hermitianPart();
    Observable observable = new HermitianObservable(qubits, window, matrix);

    assertThat(observable.registerMatrix()).isEqualTo(Dense.onRegister(qubits, matrix, window));
    assertIsItsMatrix(observable, random);
  }

  private static void assertIsItsMatrix(Observable observable, Random random) {
    StateVector state = Dense.randomState(observable.qubits(), random);
    StateVector applied = Dense.times(observable.registerMatrix(), state);
    assertThat(observable.expectationValue(state))
        .isCloseTo(state.realInnerProduct(applied), within(1e-12));
    StateVector sum = Dense.randomState(observable.qubits(), random);
    StateVector expected = Dense.copy(sum);
    observable.addApplied(0.7, state, sum);
    expected.addScaled(0.7, applied);
    assertThat(Dense.distance(sum, expected)).isLessThan(1e-12);
  }

  @Test
  void aGhzStateIsCorrelatedButHasNoMagnetisation() {
    Circuit ghz =
        Circuit.builder(3)
            .add(FixedGate.H, 0)
            .add(FixedGate.CNOT, 0, 1)
            .add(FixedGate.CNOT, 1, 2)
            .build();
    StateVector state = new StateVector(3);
    new StateVectorSimulator().run(ghz, new double[0], state);

    assertThat(PauliSum.of("ZZI").expectationValue(state)).isCloseTo(1, within(1e-15));
    assertThat(PauliSum.of("XXX").expectationValue(state)).isCloseTo(1, within(1e-15));
    assertThat(PauliSum.of("XYY").expectationValue(state)).isCloseTo(-1, within(1e-15));
    assertThat(PauliSum.of("IIZ").expectationValue(state)).isCloseTo(0, within(1e-15));
  }

  @Test
  void refusesWhatIsNoObservable() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HermitianObservable(2, List.of(0), ComplexMatrix.real(2, 0, 1, 0, 0)))
        .withMessageStartingWith("expected a Hermitian matrix (within 1.0E-10), got");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HermitianObservable(2, List.of(0, 0), ComplexMatrix.identity(4)))
        .withMessage("expected distinct qubits from 0 to 1, got [0, 0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HermitianObservable(2, List.of(2), ComplexMatrix.identity(2)))
        .withMessage("expected distinct qubits from 0 to 1, got [2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HermitianObservable(2, List.of(0, 1), ComplexMatrix.identity(2)))
        .withMessage("expected a matrix of size 4 for 2 qubits, got size 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PauliSum(List.of()))
        .withMessage("expected at least one Pauli string");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PauliSum.of("ZZ").expectationValue(new StateVector(3)))
        .withMessage("expected 2 qubits for ZZ, got 3");
    var hermitian = new HermitianObservable(2, List.of(0), ComplexMatrix.identity(2));
    StateVector two = new StateVector(2);
    StateVector three = new StateVector(3);
    assertThatIllegalArgumentException().isThrownBy(() -> hermitian.expectationValue(three));
    assertThatIllegalArgumentException().isThrownBy(() -> hermitian.addApplied(1, three, three));
    assertThatIllegalArgumentException().isThrownBy(() -> hermitian.addApplied(1, two, three));
  }
}
