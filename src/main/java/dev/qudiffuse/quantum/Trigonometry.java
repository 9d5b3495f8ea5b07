package dev.qudiffuse.quantum;

/**
 * Sine and cosine that give the same bits on every processor, without allocating.
 *
 * <p>{@link Math#sin} may differ between machines, and {@link StrictMath#sin} allocates while it
 * reduces its argument. Here the argument is reduced by multiples of pi/2 with fused multiply-adds,
 * which leave no more than one rounding, and the rest in [-pi/4, pi/4] goes into fdlibm's
 * polynomials. The absolute error is below 2^-52.
 */
final class Trigonometry {

  /**
   * Beyond this, angles are rare and precision is lost by multiples of pi/2; StrictMath takes over.
   */
  private static final double MAX_ARGUMENT = 0x1p20;

  private static final double TWO_OVER_PI = 2 / Math.PI;
  private static final double HALF_PI = Math.PI / 2;

  /** What pi/2 exceeds its nearest double by. */
  private static final double HALF_PI_REST = 6.123233995736766e-17;

  private Trigonometry() {}

  static double sin(double x) {
    if (!(Math.abs(x) <= MAX_ARGUMENT)) {
      return StrictMath.sin(x);
    }
    double turns = Math.rint(x * TWO_OVER_PI);
    return quarter((int) turns, remainder(x, turns));
  }

  static double cos(double x) {
    if (!(Math.abs(x) <= MAX_ARGUMENT)) {
      return StrictMath.cos(x);
    }
    double turns = Math.rint(x * TWO_OVER_PI);
    return quarter((int) turns + 1, remainder(x, turns));
  }

  private static double remainder(double x, double turns) {
    return Math.fma(-turns, HALF_PI_REST, Math.fma(-turns, HALF_PI, x));
  }

  /** {@code sin(r + turns * pi/2)}. */
  private static double quarter(int turns, double r) {
    double value = (turns & 1) == 0 ? polynomialSin(r) : polynomialCos(r);
    return (turns & 2) == 0 ? value : -value;
  }

  private static double polynomialSin(double r) {
    double z = r * r;
    double p = Math.fma(z, 1.58969099521155e-10, -2.5050760253406863e-8);
    p = Math.fma(z, p, 2.7557313707070068e-6);
    p = Math.fma(z, p, -1.984126982985795e-4);
    p = Math.fma(z, p, 8.33333333332249e-3);
    p = Math.fma(z, p, -0.16666666666666632);
    return Math.fma(z * r, p, r);
  }

  private static double polynomialCos(double r) {
    double z = r * r;
    double p = Math.fma(z, -1.1359647557788195e-11, 2.087572321298175e-9);
    p = Math.fma(z, p, -2.7557314351390663e-7);
    p = Math.fma(z, p, 2.480158728947673e-5);
    p = Math.fma(z, p, -1.388888888887411e-3);
    p = Math.fma(z, p, 0.0416666666666666);
    return Math.fma(z * z, p, Math.fma(z, -0.5, 1));
  }
}
