package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The loops on vectors against the plain ones: the same bits, on every qubit of every register. */
class AmplitudeLoopsTest {

  /** A loop with all its arguments but which version it is and what it works on. */
  private interface Call {
    void on(AmplitudeLoops loops, double[] re, double[] im);
  }

  private record Case(String name, int qubits, Call call) {
    @Override
    public String toString() {
      return name + " of " + qubits;
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (int qubits = 1; qubits <= 7; qubits++) {
      for (int target = 0; target < qubits; target++) {
        addOneQubitCases(cases, qubits, 1 << target);
        for (int other = 0; other < target; other++) {
          int low = 1 << other;
          int high = 1 << target;
          cases.add(
              new Case(
                  "block " + low + " " + high,
                  qubits,
                  (loops, re, im) ->
                      loops.block(re, im, low, high, .1, -.2, .3, .4, -.5, .6, .7, -.8)));
        }
      }
      addPauliCases(cases, qubits);
    }
    return cases.stream();
  }

  private static void addOneQubitCases(List<Case> cases, int qubits, int stride) {
    for (int control = 0; control < 1 << qubits; control++) {
      int controls = control;
      if ((control & stride) == 0) {
        cases.add(
            new Case(
                "matrix " + stride + " control " + control,
                qubits,
                (loops, re, im) ->
                    loops.matrix(re, im, stride, controls, .1, -.2, .3, .4, -.5, .6, .7, -.8)));
      }
    }
    cases.add(
        new Case(
            "rotate x " + stride,
            qubits,
            (loops, re, im) -> loops.rotateX(re, im, stride, .8, -.6)));
    cases.add(
        new Case("hadamard " + stride, qubits, (loops, re, im) -> loops.hadamard(re, im, stride)));
  }

  private static void addPauliCases(List<Case> cases, int qubits) {
    Random random = new Random(qubits);
    for (int trial = 0; trial < 40; trial++) {
      int x = random.nextInt(1 << qubits);
      int z = random.nextInt(1 << qubits);
      if ((x | z) != 0) {
        PauliString string = new PauliString(qubits, x, z);
        cases.add(
            new Case(
                "rotation about " + string,
                qubits,
                (loops, re, im) -> loops.pauliRotation(re, im, string, .8, -.6)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void vectorsGiveTheSameBits(Case one) {
    StateVector plain = Dense.randomState(one.qubits(), new Random(3));
    StateVector vectors = Dense.copy(plain);

    one.call().on(new ScalarLoops(), plain.re(), plain.im());
    one.call().on(new VectorLoops(), vectors.re(), vectors.im());

    assertThat(vectors.re()).containsExactly(plain.re());
    assertThat(vectors.im()).containsExactly(plain.im());
  }
}
