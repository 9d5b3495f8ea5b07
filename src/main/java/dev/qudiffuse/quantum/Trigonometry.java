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
    double p = Math.fma(z, 1.58969099521155010221e-10, -2.50507602534068634195e-08);
    p = Math.fma(z, p, 2.75573137070700676789e-06);
    p = Math.fma(z, p, -1.98412698298579493134e-04);
    p = Math.fma(z, p, 8.33333333332248946124e-03);
    p = Math.fma(z, p, -1.66666666666666324348e-01);
    return Math.fma(z * r, p, r);
  }

  private static double polynomialCos(double r) {
    double z = r * r;
    double p = Math.fma(z, -1.13596475577881948265e-11, 2.08757232129817482790e-09);
    p = Math.fma(z, p, -2.75573143513906633035e-07);
    p = Math.fma(z, p, 2.48015872894767294178e-05);
    p = Math.fma(z, p, -1.38888888888741095749e-03);
    p = Math.fma(z, p, 4.16666666666666019037e-02);
    return Math.fma(z * z, p, Math.fma(z, -0.5, 1));
  }
}
