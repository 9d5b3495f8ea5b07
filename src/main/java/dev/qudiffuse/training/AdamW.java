package dev.qudiffuse.training;

import dev.qudiffuse.nn.Parameter;
import dev.qudiffuse.nn.ParameterGroup;
import dev.qudiffuse.nn.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.util.FastMath;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101), over a flat array of
 * parameters.
 *
 * <p>For update t = 1, 2, ... with gradient g and rate r = (schedule's rate) x (rate of the
 * parameter's group):
 *
 * <pre>
 * p &lt;- p - r decay p                       (groups that decay only)
 * m &lt;- beta1 m + (1 - beta1) g
 * v &lt;- beta2 v + (1 - beta2) g^2
 * p &lt;- p - r (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>Every element is updated by itself, so disjoint ranges may be updated by different threads at
 * the same time. An update allocates nothing.
 */
public final class AdamW {

  /**
   * What stays the same during a run.
   *
   * @param beta1 decay of the mean of the gradients
   * @param beta2 decay of the mean of their squares
   * @param epsilon keeps the quotient finite
   * @param weightDecay share of a parameter taken off per unit of learning rate
   * @param groupRates factors on the learning rate; 1 for a group that is not named
   */
  public record Settings(
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      Map<ParameterGroup, Double> groupRates) {

    /** The usual ones: 0.9, 0.999, 1e-8, a decay of 0.01 and one rate for all groups. */
    public static final Settings DEFAULT = new Settings(0.9, 0.999, 1e-8, 0.01, Map.of());

    public Settings {
      requireDecay("beta1", beta1);
      requireDecay("beta2", beta2);
      if (!(epsilon > 0)) {
        throw new IllegalArgumentException("epsilon must be positive, got " + epsilon);
      }
      if (!(weightDecay >= 0)) {
        throw new IllegalArgumentException("weight decay must be at least 0, got " + weightDecay);
      }
      groupRates.forEach(Settings::requireRate);
      groupRates =
          groupRates.entrySet().stream()
              .filter(rate -> rate.getValue() != 1) // the same as not being named
              .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** These with other factors on the learning rate. */
    public Settings withGroupRates(Map<ParameterGroup, Double> rates) {
      return new Settings(beta1, beta2, epsilon, weightDecay, rates);
    }

    private static void requireRate(ParameterGroup group, double rate) {
      if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "learning rate factor of %s must be finite and at least 0, got %s"
                .formatted(group, rate));
      }
    }

    private static void requireDecay(String name, double value) {
      if (!(value >= 0 && value < 1)) {
        throw new IllegalArgumentException(name + " must be in [0, 1), got " + value);
      }
    }
  }

  /** Neighbouring parameters that are treated alike. */
  private record Span(int from, int to, double rate, double decay) {}

  private final Settings settings;
  private final List<Span> spans;

  /** An optimizer for parameters that lie as in {@code layout}. */
  public AdamW(ParameterLayout layout, Settings settings) {
    this.settings = settings;
    this.spans = spans(layout, settings);
  }

  private static List<Span> spans(ParameterLayout layout, Settings settings) {
    List<Span> spans = new ArrayList<>();
    for (Parameter parameter : layout.parameters()) {
      double rate = settings.groupRates().getOrDefault(parameter.group(), 1.0);
      double decay = parameter.group().decays() ? settings.weightDecay() : 0;
      int from = parameter.offset();
      if (!spans.isEmpty() && spans.getLast().rate() == rate && spans.getLast().decay() == decay) {
        from = spans.removeLast().from();
      }
      spans.add(new Span(from, parameter.offset() + parameter.size(), rate, decay));
    }
    return List.copyOf(spans);
  }

  /**
   * Updates the elements {@code [from, to)}.
   *
   * @param values p
   * @param mean m, zero before the first update
   * @param variance v, zero before the first update
   * @param gradient g before scaling
   * @param gradientScale factor on every element of the gradient
   * @param learningRate the schedule's rate
   * @param update t, from 1
   */
  public void update(
      float[] values,
      float[] mean,
      float[] variance,
      float[] gradient,
      float gradientScale,
      double learningRate,
      long update,
      int from,
      int to) {
    double correction1 = 1 - FastMath.pow(settings.beta1(), (double) update);
    double correction2 = 1 - FastMath.pow(settings.beta2(), (double) update);
    float inverseRoot = (float) (1 / Math.sqrt(correction2));
    for (int s = 0; s < spans.size(); s++) {
      Span span = spans.get(s);
      int start = Math.max(from, span.from());
      int end = Math.min(to, span.to());
      if (start < end) {
        double rate = learningRate * span.rate();
        float shrink = (float) (1 - rate * span.decay());
        float stepSize = (float) (rate / correction1);
        updateAlike(
            values,
            mean,
            variance,
            gradient,
            gradientScale,
            shrink,
            stepSize,
            inverseRoot,
            start,
            end);
      }
    }
  }

  /**
   * The loop itself, elementwise so that it is compiled to vector instructions without changing a
   * result.
   */
  private void updateAlike(
      float[] values,
      float[] mean,
      float[] variance,
      float[] gradient,
      float gradientScale,
      float shrink,
      float stepSize,
      float inverseRoot,
      int from,
      int to) {
    float beta1 = (float) settings.beta1();
    float beta2 = (float) settings.beta2();
    float keep1 = (float) (1 - settings.beta1());
    float keep2 = (float) (1 - settings.beta2());
    float epsilon = (float) settings.epsilon();
    for (int i = from; i < to; i++) {
      float g = gradient[i] * gradientScale;
      float m = beta1 * mean[i] + keep1 * g;
      float v = beta2 * variance[i] + keep2 * (g * g);
      mean[i] = m;
      variance[i] = v;
      values[i] =
          values[i] * shrink - stepSize * (m / ((float) Math.sqrt(v) * inverseRoot + epsilon));
    }
  }
}
