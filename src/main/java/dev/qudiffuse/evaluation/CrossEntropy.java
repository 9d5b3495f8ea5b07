package dev.qudiffuse.evaluation;

import org.apache.commons.math3.util.FastMath;

/**
 * The loss of a classifier: how little probability it gave to the right class.
 *
 * <pre>
 *   p[k] = exp(z[k]) / sum over j of exp(z[j])
 *   loss = -ln p[label]
 *   dloss / dz[k] = p[k] - [k = label]
 * </pre>
 */
final class CrossEntropy {

  private CrossEntropy() {}

  /**
   * Returns the loss and writes its gradient.
   *
   * @param logits z
   * @param gradient receives the gradient with respect to the logits; may be {@code logits}
   */
  static double loss(float[] logits, int label, float[] gradient) {
    // Only differences of logits matter; without their maximum no exponential overflows.
    float highest = logits[argMax(logits)];
    double right = (double) logits[label] - highest;
    double sum = 0;
    for (float logit : logits) {
      sum += FastMath.exp((double) logit - highest);
    }
    for (int k = 0; k < logits.length; k++) {
      double probability = FastMath.exp((double) logits[k] - highest) / sum;
      gradient[k] = (float) (k == label ? probability - 1 : probability);
    }
    return FastMath.log(sum) - right;
  }

  /** The index of the largest value, the first of equals. */
  static int argMax(float[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] > values[best]) {
        best = k;
      }
    }
    return best;
  }
}
