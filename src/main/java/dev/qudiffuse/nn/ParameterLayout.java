package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.CacheLines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Where each parameter of a network lies in one flat array, and how much room the network's derived
 * weights take.
 *
 * <p>Keeping every parameter in one array makes an optimizer, an exponential moving average, a sum
 * of gradients and a checkpoint each a single loop. Immutable and safe to share.
 */
public final class ParameterLayout {

  private final List<Parameter> parameters;
  private final int size;
  private final int derivedSize;

  private ParameterLayout(List<Parameter> parameters, int size, int derivedSize) {
    this.parameters = List.copyOf(parameters);
    this.size = size;
    this.derivedSize = derivedSize;
  }

  /** All parameters, in the order of their offsets, without gaps. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** Number of elements of all parameters together. */
  public int size() {
    return size;
  }

  /** Weights of this layout, all zero. */
  public Weights zeros() {
    return new Weights(new float[size], new float[derivedSize]);
  }

  /** Weights of this layout around {@code values}, which are kept, not copied. */
  public Weights weights(float[] values) {
    if (values.length != size) {
      throw new IllegalArgumentException(
          "expected " + size + " parameter values, got " + values.length);
    }
    return new Weights(values, new float[derivedSize]);
  }

  /** Fresh weights, every parameter filled by its initializer in order. */
  public Weights initialize(RandomGenerator random) {
    Weights weights = zeros();
    for (Parameter parameter : parameters) {
      parameter.initializer().fill(weights.values(), parameter.offset(), parameter.size(), random);
    }
    return weights;
  }

  /** Collects the parameters of a network while its layers are built. Not thread-safe. */
  public static final class Builder {
    private final List<Parameter> parameters = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private int size;
    private int derivedSize = CacheLines.ORIGIN;

    /** Reserves room for a parameter and returns where it lies. */
    public Parameter add(
        String name, List<Integer> shape, ParameterGroup group, Initializer initializer) {
      if (!names.add(name)) {
        throw new IllegalArgumentException("two parameters are named " + name);
      }
      Parameter parameter = new Parameter(name, shape, size, group, initializer);
      size = Math.addExact(size, parameter.size());
      parameters.add(parameter);
      return parameter;
    }

    /**
     * Reserves {@code count} floats of {@link Weights#derived()} and returns the index of the
     * first.
     */
    public int addDerived(int count) {
      int offset = derivedSize;
      derivedSize = Math.addExact(derivedSize, CacheLines.roundUp(count));
      return offset;
    }

    /** The layout of everything added so far. */
    public ParameterLayout build() {
      return new ParameterLayout(parameters, size, derivedSize);
    }
  }
}
