package dev.qudiffuse.quantum;

/**
 * An angle of a gate, in radians: a fixed number, or an affine function of one of the circuit's
 * parameters. Immutable.
 */
public sealed interface Angle {

  /** Always the same. */
  record Fixed(double radians) implements Angle {
    public Fixed {
      if (!Double.isFinite(radians)) {
        throw new IllegalArgumentException("expected finite angles, got " + radians);
      }
    }

    @Override
    public double value(double[] parameters) {
      return radians;
    }

    @Override
    public void backward(double derivative, double[] gradient) {}

    @Override
    public Angle times(double factor) {
      return new Fixed(radians * factor);
    }

    @Override
    public Angle plus(double summand) {
      return new Fixed(radians + summand);
    }
  }

  /** {@code scale * parameters[index] + offset}. */
  record Parameter(int index, double scale, double offset) implements Angle {

    public Parameter {
      if (index < 0) {
        throw new IllegalArgumentException(
            "expected a parameter index of at least 0, got " + index);
      }
      if (!Double.isFinite(scale) || !Double.isFinite(offset)) {
        throw new IllegalArgumentException(
            "expected a finite scale and offset, got " + scale + " and " + offset);
      }
    }

    @Override
    public double value(double[] parameters) {
      return scale * parameters[index] + offset;
    }

    @Override
    public void backward(double derivative, double[] gradient) {
      gradient[index] += scale * derivative;
    }

    @Override
    public Angle times(double factor) {
      return new Parameter(index, scale * factor, offset * factor);
    }

    @Override
    public Angle plus(double summand) {
      return new Parameter(index, scale, offset + summand);
    }
  }

  /** A fixed angle. */
  static Angle of(double radians) {
    return new Fixed(radians);
  }

  /** The circuit parameter of this index. */
  static Angle parameter(int index) {
    return new Parameter(index, 1, 0);
  }

  /** Its value for these circuit parameters. */
  double value(double[] parameters);

  /**
   * Adds to the gradient of the circuit parameters what a derivative with respect to this angle
   * contributes.
   */
  void backward(double derivative, double[] gradient);

  /** This angle times a constant. */
  Angle times(double factor);

  /** This angle plus a constant. */
  Angle plus(double summand);

  /** The same angle in a circuit whose parameters are numbered {@code shift} higher. */
  default Angle renumbered(int shift) {
    return switch (this) {
      case Fixed fixed -> fixed;
      case Parameter p -> new Parameter(p.index() + shift, p.scale(), p.offset());
    };
  }
}
