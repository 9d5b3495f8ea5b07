package dev.qudiffuse.quantum;

import java.util.List;

/**
 * A tensor product of Pauli matrices, one for each of n qubits: {@code P = sigma_0 (x) ... (x)
 * sigma_(n-1)}.
 *
 * <p>Held as two bit masks in the order of a basis index, qubit 0 the most significant: bit set in
 * {@code x} for X and Y, in {@code z} for Z and Y. With k = number of Ys, since {@code Y = i X Z},
 *
 * <pre>
 * P |j&gt; = i^k (-1)^(ones of j &amp; z) |j ^ x&gt;
 * </pre>
 *
 * <p>It is Hermitian, unitary and its own inverse. Immutable.
 *
 * @param qubits n
 * @param x where a bit is flipped
 * @param z where a sign depends on a bit
 */
public record PauliString(int qubits, int x, int z) {

  public PauliString {
    Qubits.requireCount(qubits);
    int register = (int) ((1L << qubits) - 1);
    if ((x & ~register) != 0 || (z & ~register) != 0) {
      throw new IllegalArgumentException(
          "expected masks of %d bits, got %s and %s"
              .formatted(qubits, Integer.toBinaryString(x), Integer.toBinaryString(z)));
    }
  }

  /**
   * Reads it from letters, qubit 0 first: {@code "XIZ"} is X on qubit 0 and Z on qubit 2.
   *
   * @throws IllegalArgumentException if a letter is none of I, X, Y, Z, or there are too many
   */
  public static PauliString of(String letters) {
    int x = 0;
    int z = 0;
    for (int qubit = 0; qubit < Math.min(letters.length(), Circuit.MAX_QUBITS + 1); qubit++) {
      char letter = letters.charAt(qubit);
      if ("IXYZ".indexOf(letter) < 0) {
        throw new IllegalArgumentException(
            "expected a Pauli string of the letters I, X, Y, Z, got \"" + letters + "\"");
      }
      x = 2 * x + (letter == 'X' || letter == 'Y' ? 1 : 0);
      z = 2 * z + (letter == 'Z' || letter == 'Y' ? 1 : 0);
    }
    return new PauliString(letters.length(), x, z);
  }

  /** The letter on a qubit: I, X, Y or Z. */
  public char letter(int qubit) {
    Qubits.requireDistinct(qubits, List.of(qubit));
    int stride = Bits.stride(qubits, qubit);
    boolean flips = (x & stride) != 0;
    boolean signs = (z & stride) != 0;
    if (flips) {
      return signs ? 'Y' : 'X';
    }
    return signs ? 'Z' : 'I';
  }

  /** On how many qubits it is not the identity. */
  public int weight() {
    return Integer.bitCount(x | z);
  }

  /** Whether it commutes with {@code other}: if they clash on an even number of qubits. */
  public boolean commutesWith(PauliString other) {
    requireQubits(other.qubits);
    return Integer.bitCount((x & other.z) ^ (z & other.x)) % 2 == 0;
  }

  /**
   * The same letters on chosen qubits of a larger register, the identity elsewhere.
   *
   * @param register number of qubits of that register
   * @param targets the qubit of the register for each qubit of this string
   */
  public PauliString on(int register, List<Integer> targets) {
    requireQubits(targets.size());
    Qubits.requireDistinct(register, targets);
    int spreadX = 0;
    int spreadZ = 0;
    for (int qubit = 0; qubit < qubits; qubit++) {
      int stride = Bits.stride(register, targets.get(qubit));
      spreadX |= (x & Bits.stride(qubits, qubit)) != 0 ? stride : 0;
      spreadZ |= (z & Bits.stride(qubits, qubit)) != 0 ? stride : 0;
    }
    return new PauliString(register, spreadX, spreadZ);
  }

  /** {@code <psi|P|psi>}, in one sweep and without allocating. */
  public double expectationValue(StateVector state) {
    requireQubits(state.qubits());
    return realElement(state, state);
  }

  /** {@code Re <a|P|b>}. */
  double realElement(StateVector a, StateVector b) {
    double[] aRe = a.re();
    double[] aIm = a.im();
    double[] bRe = b.re();
    double[] bIm = b.im();
    int turns = turns();
    double sum = 0;
    for (int j = 0; j < bRe.length; j++) {
      int i = j ^ x;
      // conj(a_i) b_j times i^turns, of which the real part is wanted.
      double term =
          (turns & 1) == 0
              ? Math.fma(aRe[i], bRe[j], aIm[i] * bIm[j])
              : Math.fma(aIm[i], bRe[j], -aRe[i] * bIm[j]);
      sum += isNegative(j) ? -term : term;
    }
    return turns >= 2 ? -sum : sum;
  }

  /** {@code Im <a|P|b>}. */
  double imaginaryElement(StateVector a, StateVector b) {
    double[] aRe = a.re();
    double[] aIm = a.im();
    double[] bRe = b.re();
    double[] bIm = b.im();
    int turns = turns();
    double sum = 0;
    for (int j = 0; j < bRe.length; j++) {
      int i = j ^ x;
      double term =
          (turns & 1) == 0
              ? Math.fma(aRe[i], bIm[j], -aIm[i] * bRe[j])
              : Math.fma(aRe[i], bRe[j], aIm[i] * bIm[j]);
      sum += isNegative(j) ? -term : term;
    }
    return turns >= 2 ? -sum : sum;
  }

  /** Adds {@code factor P state} to {@code sum}: what an observable's cotangent is made of. */
  public void addApplied(double factor, StateVector state, StateVector sum) {
    addApplied(0, factor, state, sum);
  }

  /** Adds {@code i^quarters factor P state} to {@code sum}. */
  void addApplied(int quarters, double factor, StateVector state, StateVector sum) {
    requireQubits(state.qubits());
    state.requireSameSize(sum);
    int turns = (turns() + quarters) & 3;
    for (int j = 0; j < state.dimension(); j++) {
      int i = j ^ x;
      double f = isNegative(j) != (turns >= 2) ? -factor : factor;
      double re = state.re()[j];
      double im = state.im()[j];
      sum.re()[i] = Math.fma(f, (turns & 1) == 0 ? re : -im, sum.re()[i]);
      sum.im()[i] = Math.fma(f, (turns & 1) == 0 ? im : re, sum.im()[i]);
    }
  }

  /** The dense matrix. */
  public ComplexMatrix matrix() {
    int size = 1 << qubits;
    double[] re = new double[Math.multiplyExact(size, size)];
    double[] im = new double[size * size];
    int turns = turns();
    for (int j = 0; j < size; j++) {
      double sign = isNegative(j) != (turns >= 2) ? -1 : 1;
      ((turns & 1) == 0 ? re : im)[(j ^ x) * size + j] = sign;
    }
    return ComplexMatrix.of(size, re, im);
  }

  /** The exponent of i that the Ys contribute, modulo 4. */
  int turns() {
    return Integer.bitCount(x & z) & 3;
  }

  /** Whether the sign of basis state j is negative. */
  boolean isNegative(int j) {
    return (Integer.bitCount(j & z) & 1) != 0;
  }

  private void requireQubits(int actual) {
    if (actual != qubits) {
      throw new IllegalArgumentException(
          "expected %d qubits for %s, got %d".formatted(qubits, this, actual));
    }
  }

  /** The letters, qubit 0 first. */
  @Override
  public String toString() {
    StringBuilder letters = new StringBuilder();
    for (int qubit = 0; qubit < qubits; qubit++) {
      letters.append(letter(qubit));
    }
    return letters.toString();
  }
}
