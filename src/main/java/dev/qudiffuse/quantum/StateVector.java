package dev.qudiffuse.quantum;

import java.util.Arrays;

/**
 * The {@code 2^n} complex amplitudes of a register, real and imaginary parts in separate arrays.
 * Amplitude i belongs to the basis state whose bits are those of i, qubit 0 the most significant.
 *
 * <p>The same type holds a cotangent: for a real function L of a state psi, {@code dL/dRe(psi) + i
 * dL/dIm(psi)}. Mutable; not thread-safe. The arrays are the real ones, not copies.
 */
public final class StateVector {

  private static final double NORM_TOLERANCE = 1e-8;

  private final int qubits;
  private final double[] re;
  private final double[] im;

  /**
   * The state |0...0>.
   *
   * @throws IllegalArgumentException if there are too many qubits for an array, or for the memory
   *     that is left
   */
  public StateVector(int qubits) {
    Qubits.requireCount(qubits);
    Memory.require("a state of " + qubits + " qubits", Memory.complexNumbers(qubits));
    this.qubits = qubits;
    this.re = new double[1 << qubits];
    this.im = new double[1 << qubits];
    re[0] = 1;
  }

  /** Number of qubits n. */
  public int qubits() {
    return qubits;
  }

  /** Number of amplitudes, {@code 2^n}. */
  public int dimension() {
    return re.length;
  }

  /** Real parts. */
  public double[] re() {
    return re;
  }

  /** Imaginary parts. */
  public double[] im() {
    return im;
  }

  /** Makes this the basis state of the given index. */
  public void setBasisState(int index) {
    if (index < 0 || index >= re.length) {
      throw new IllegalArgumentException(
          "expected a basis index from 0 to " + (re.length - 1) + ", got " + index);
    }
    clear();
    re[index] = 1;
  }

  /** Sets every amplitude to zero: no state, but where the sum of cotangents begins. */
  public void clear() {
    Arrays.fill(re, 0);
    Arrays.fill(im, 0);
  }

  /** Takes over the amplitudes of {@code other}. */
  public void copyFrom(StateVector other) {
    requireSameSize(other);
    System.arraycopy(other.re, 0, re, 0, re.length);
    System.arraycopy(other.im, 0, im, 0, im.length);
  }

  /** Adds {@code factor} (real) times {@code other}. */
  public void addScaled(double factor, StateVector other) {
    requireSameSize(other);
    for (int i = 0; i < re.length; i++) {
      re[i] = Math.fma(factor, other.re[i], re[i]);
      im[i] = Math.fma(factor, other.im[i], im[i]);
    }
  }

  /** The sum of the squared moduli; 1 for a state. */
  public double squaredNorm() {
    return realInnerProduct(this);
  }

  /**
   * Holds that this is of norm 1: the squared norm within 1e-8, which leaves room for thousands of
   * gates.
   *
   * @throws IllegalArgumentException if it is not
   */
  public void requireNormalised() {
    double squaredNorm = squaredNorm();
    // Written so that NaN is refused too.
    if (!(Math.abs(squaredNorm - 1) <= NORM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "expected a state of norm 1, got one of squared norm " + squaredNorm);
    }
  }

  /** {@code Re <this|other>}. */
  public double realInnerProduct(StateVector other) {
    requireSameSize(other);
    double sumRe = 0;
    double sumIm = 0;
    for (int i = 0; i < re.length; i++) {
      sumRe = Math.fma(re[i], other.re[i], sumRe);
      sumIm = Math.fma(im[i], other.im[i], sumIm);
    }
    return sumRe + sumIm;
  }

  /** {@code Im <this|other>}. */
  public double imaginaryInnerProduct(StateVector other) {
    requireSameSize(other);
    double sum = 0;
    for (int i = 0; i < re.length; i++) {
      sum = Math.fma(re[i], other.im[i], Math.fma(-im[i], other.re[i], sum));
    }
    return sum;
  }

  /** The probability of reading this basis index when all qubits are measured. */
  public double probability(int index) {
    return re[index] * re[index] + im[index] * im[index];
  }

  void requireSameSize(StateVector other) {
    if (other.qubits != qubits) {
      throw new IllegalArgumentException(
          "expected a state of " + qubits + " qubits, got " + other.qubits);
    }
  }
}
