package dev.qudiffuse.nn.kernel;

/**
 * The constants of the exponential that both kernels evaluate, and its scalar form.
 *
 * <p>{@code e^x = 2^n * e^r} with {@code n = round(x / ln 2)} and {@code r = x - n ln 2} (ln 2 in
 * two parts, after Cody and Waite), {@code e^r} by its Taylor polynomial of degree 6: on {@code |r|
 * <= ln(2)/2} the truncation is below 2e-7, about one unit in the last place. Rounding adds and
 * subtracts 1.5 * 2^23, which leaves {@code n} in the low bits of the float. Only fused
 * multiply-adds, additions and divisions appear, so every processor gives the same bits.
 */
final class Sigmoid {

  static final float LIMIT = 87f;
  static final float LOG2_E = 1.44269504f;
  static final float ROUND = 12582912f;
  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.12194440e-4f;
  static final float C2 = 0.5f;
  static final float C3 = 1f / 6;
  static final float C4 = 1f / 24;
  static final float C5 = 1f / 120;
  static final float C6 = 1f / 720;
  static final int MANTISSA_BITS = 23;
  static final int ONE_BITS = 0x3f800000;

  private Sigmoid() {}

  /** {@code e^x} for x clamped to [-87, 87]. */
  static float exp(float x) {
    float clamped = Math.min(LIMIT, Math.max(-LIMIT, x));
    float shifted = Math.fma(clamped, LOG2_E, ROUND);
    float n = shifted - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped));
    float p = Math.fma(r, C6, C5);
    p = Math.fma(r, p, C4);
    p = Math.fma(r, p, C3);
    p = Math.fma(r, p, C2);
    p = Math.fma(r, p, 1f);
    p = Math.fma(r, p, 1f);
    int power = (Float.floatToRawIntBits(shifted) << MANTISSA_BITS) + ONE_BITS;
    return p * Float.intBitsToFloat(power);
  }

  /** {@code 1 / (1 + e^-x)}. */
  static float sigmoid(float x) {
    return 1f / (1f + exp(-x));
  }
}
