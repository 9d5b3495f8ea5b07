package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.ComplexMatrix;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Gate;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.UnitaryGate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.util.FastMath;

/**
 * Operations in the order of their application, and the global phase {@code e^(i phase)} of them
 * all, kept apart: nothing can be seen of it until the sequence gets a control, and then it is a
 * gate on that control. Mutable, used by one reading.
 */
final class GateSequence {

  private final Limits limits;
  private final List<Operation> operations = new ArrayList<>();
  private Affine phase = Affine.ZERO;

  GateSequence(Limits limits) {
    this.limits = limits;
  }

  /** A sequence of nothing, within the same limits. */
  GateSequence empty() {
    return new GateSequence(limits);
  }

  List<Operation> operations() {
    return operations;
  }

  Affine phase() {
    return phase;
  }

  /** Appends a gate without angles. */
  GateSequence gate(Gate gate, int... qubits) {
    return add(new Operation(gate, boxed(qubits), List.of()));
  }

  /**
   * Appends a gate with one angle, of which the powers form a group: an angle of several parameters
   * becomes several gates, one for each.
   */
  GateSequence rotation(Gate gate, Affine angle, int... qubits) {
    requireFinite(angle);
    if (angle.isConstant()) {
      return add(new Operation(gate, boxed(qubits), List.of(Angle.of(angle.constant()))));
    }
    double offset = angle.constant();
    for (Map.Entry<Integer, Double> term : angle.coefficients().entrySet()) {
      Angle one = new Angle.Parameter(term.getKey(), term.getValue(), offset);
      add(new Operation(gate, boxed(qubits), List.of(one)));
      offset = 0;
    }
    return this;
  }

  /** Multiplies by {@code e^(i angle)}. */
  GateSequence phase(Affine angle) {
    requireFinite(angle);
    limits.charge(phase.coefficients().size());
    phase = phase.plus(angle);
    return this;
  }

  /** Appends U(theta, phi, lambda) as the package defines it: P(phi) RY(theta) P(lambda). */
  GateSequence u(Affine theta, Affine phi, Affine lambda, int qubit) {
    requireFinite(theta);
    requireFinite(phi.plus(lambda));
    boolean constant = theta.isConstant() && phi.isConstant() && lambda.isConstant();
    if (theta.equals(Affine.ZERO)) {
      return rotation(RotationGate.P, phi.plus(lambda), qubit);
    }
    if (constant) {
      return gate(new UnitaryGate(u(theta.constant(), phi.constant(), lambda.constant())), qubit);
    }
    return rotation(RotationGate.P, lambda, qubit)
        .rotation(RotationGate.RY, theta, qubit)
        .rotation(RotationGate.P, phi, qubit);
  }

  /**
   * e^(i (phi + lambda)) is a product, so that it is unitary where the sum is too large to be
   * exact.
   */
  private static ComplexMatrix u(double theta, double phi, double lambda) {
    double c = FastMath.cos(theta / 2);
    double s = FastMath.sin(theta / 2);
    double phiRe = FastMath.cos(phi);
    double phiIm = FastMath.sin(phi);
    double lambdaRe = FastMath.cos(lambda);
    double lambdaIm = FastMath.sin(lambda);
    return ComplexMatrix.of(
        2,
        new double[] {c, -s * lambdaRe, s * phiRe, c * (phiRe * lambdaRe - phiIm * lambdaIm)},
        new double[] {0, -s * lambdaIm, s * phiIm, c * (phiRe * lambdaIm + phiIm * lambdaRe)});
  }

  GateSequence append(GateSequence other) {
    other.operations.forEach(this::add);
    return phase(other.phase);
  }

  /** The sequence that undoes this one. */
  GateSequence inverse() {
    GateSequence inverse = empty();
    for (Operation operation : operations.reversed()) {
      operation.inverse().forEach(inverse::add);
    }
    return inverse.phase(phase.times(-1));
  }

  /** This sequence where one more qubit is 1, or 0. */
  GateSequence controlled(int control, boolean negative) {
    GateSequence controlled = empty();
    if (negative) {
      controlled.gate(FixedGate.X, control);
    }
    for (Operation operation : operations) {
      Controls.controlled(operation, control).forEach(controlled::add);
    }
    if (!phase.equals(Affine.ZERO)) {
      controlled.rotation(RotationGate.P, phase, control);
    }
    if (negative) {
      controlled.gate(FixedGate.X, control);
    }
    return controlled;
  }

  /** This sequence {@code exponent} times over; if that is negative, its inverse so often. */
  GateSequence repeated(long exponent) {
    GateSequence once = exponent < 0 ? inverse() : this;
    long times = Math.abs(exponent);
    // Ahead of the loop: the bound must hold where there is nothing to repeat, too.
    limits.charge(times);
    GateSequence repeated = empty();
    for (long i = 0; i < times; i++) {
      once.operations.forEach(repeated::add);
    }
    return repeated.phase(once.phase.times((double) times));
  }

  private GateSequence add(Operation operation) {
    limits.charge(1);
    operations.add(operation);
    return this;
  }

  private void requireFinite(Affine angle) {
    if (!angle.isFinite()) {
      throw limits.fault("expected finite angles, got " + angle.constant());
    }
  }

  private static List<Integer> boxed(int[] qubits) {
    List<Integer> boxed = new ArrayList<>(qubits.length);
    for (int qubit : qubits) {
      boxed.add(qubit);
    }
    return Collections.unmodifiableList(boxed);
  }
}
