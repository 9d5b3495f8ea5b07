package dev.qudiffuse.quantum.qasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever the text, the reader gives a circuit or refuses with a place in the text. All cases are
 * seeded; each must end within the time limit, which is there for hangs and far from what they
 * take.
 */
class FuzzTest {

  private static final int LIMIT_SECONDS = 30;

  private static final String[] WORDS = {
    "OPENQASM",
    "include",
    "qreg",
    "creg",
    "qubit",
    "bit",
    "gate",
    "opaque",
    "let",
    "for",
    "in",
    "barrier",
    "measure",
    "inv",
    "pow",
    "ctrl",
    "negctrl",
    "gphase",
    "const",
    "input",
    "float",
    "int",
    "if",
    "reset",
    "U",
    "CX",
    "h",
    "cx",
    "rx",
    "ccx",
    "pi",
    "sin",
    "sqrt",
    "q",
    "c",
    "a",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ";",
    ",",
    ":",
    "@",
    "=",
    "->",
    "++",
    "+",
    "-",
    "*",
    "/",
    "%",
    "^",
    "**",
    "0",
    "1",
    "2",
    "3",
    "30",
    "0.5",
    "1e400",
    "99999999999",
    "\"qelib1.inc\"",
    "\"",
    "/*",
    "*/",
    "//",
    "\n",
    "$0",
    "\u03c0",
    "\ud83d\ude00",
    "\0"
  };

  private static ExecutorService worker;

  @BeforeAll
  static void start() {
    worker = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  }

  @AfterAll
  static void stop() {
    worker.shutdownNow();
  }

  @Test
  void mutatedPrograms() throws Exception {
    RandomGenerator random = new Well19937c(21);
    List<String> corpus = Programs.corpus().stream().map(Programs::text).toList();
    int accepted = 0;
    int cases = 4000;
    for (int i = 0; i < cases; i++) {
      String text = corpus.get(random.nextInt(corpus.size()));
      for (int mutations = random.nextInt(4); mutations >= 0; mutations--) {
        text = mutate(text, corpus, random);
      }
      accepted += read(text) ? 1 : 0;
    }
    // Both ways out are taken often, so that neither check is empty.
    assertThat(accepted).isBetween(cases / 20, cases * 19 / 20);
  }

  @Test
  void wordsInAnyOrder() throws Exception {
    RandomGenerator random = new Well19937c(22);
    for (int i = 0; i < 1500; i++) {
      StringBuilder text = new StringBuilder("include \"qelib1.inc\"; qreg q[3]; creg c[3];");
      for (int words = random.nextInt(40); words >= 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      }
      read(text.toString());
    }
  }

  @Test
  void grammaticalPrograms() throws Exception {
    int accepted = 0;
    int cases = 2000;
    for (int i = 0; i < cases; i++) {
      accepted += read(new RandomProgram(new Well19937c(1000 + i)).text()) ? 1 : 0;
    }
    assertThat(accepted).isBetween(cases / 20, cases * 19 / 20);
  }

  /** Whether it was accepted; fails if it ended in any way but two. */
  private static boolean read(String text) throws Exception {
    return worker.submit(() -> readHere(text)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private static boolean readHere(String text) {
    try {
      QasmProgram program = QasmReader.read(text);
      assertThat(program.circuit().qubits()).isBetween(1, 30);
      assertThat(program.parameterNames()).hasSize(program.circuit().parameterCount());
      requireUnitNorm(program);
      return true;
    } catch (QasmException e) {
      String[] lines = text.split("\n", -1);
      assertThat(e.line()).as(text).isBetween(1, lines.length);
      String line = lines[e.line() - 1];
      assertThat(e.column()).as(text).isBetween(1, line.codePointCount(0, line.length()) + 1);
      assertThat(e).hasMessageStartingWith(e.line() + ":" + e.column() + ": expected ");
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("not refused properly:\n" + text, e);
    }
  }

  private static void requireUnitNorm(QasmProgram program) {
    if (program.circuit().qubits() <= 8 && program.circuit().operations().size() <= 1000) {
      StateVector state = new StateVector(program.circuit().qubits());
      new StateVectorSimulator()
          .run(program.circuit(), new double[program.circuit().parameterCount()], state);
      assertThat(state.squaredNorm()).isCloseTo(1, within(1e-10));
    }
  }

  private static String mutate(String text, List<String> corpus, RandomGenerator random) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(12));
    String head = text.substring(0, from);
    String tail = text.substring(to);
    return switch (random.nextInt(6)) {
      case 0 -> head + tail;
      case 1 -> head + text.substring(from, to).repeat(2) + tail;
      case 2 -> head + WORDS[random.nextInt(WORDS.length)] + text.substring(from);
      case 3 -> head + (char) random.nextInt(0x300) + tail;
      case 4 -> {
        String other = corpus.get(random.nextInt(corpus.size()));
        int start = random.nextInt(other.length());
        yield head
            + other.substring(start, Math.min(other.length(), start + random.nextInt(60)))
            + tail;
      }
      default -> exchangeNumbers(text, random);
    };
  }

  /** One of the digits becomes another, or several. */
  private static String exchangeNumbers(String text, RandomGenerator random) {
    List<Integer> digits = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        digits.add(i);
      }
    }
    if (digits.isEmpty()) {
      return text;
    }
    int place = digits.get(random.nextInt(digits.size()));
    return text.substring(0, place) + random.nextInt(1000) + text.substring(place + 1);
  }
}
