package dev.qudiffuse.quantum.execution;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Controlled;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.Gate;
import dev.qudiffuse.quantum.GlobalPhase;
import dev.qudiffuse.quantum.Observable;
import dev.qudiffuse.quantum.Operation;
import dev.qudiffuse.quantum.PauliRotation;
import dev.qudiffuse.quantum.RotationGate;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.TwoQubitBlock;
import dev.qudiffuse.quantum.UnitaryGate;
import java.util.ArrayList;
import java.util.List;

/**
 * The derivatives of expectation values with respect to a circuit's parameters by the
 * parameter-shift rule (Schuld et al., arXiv 1811.11184; Wierichs et al., arXiv 2107.12390). It
 * needs expectation values only, so it works under shots and noise, where {@link
 * dev.qudiffuse.quantum.AdjointGradient} cannot look inside; and it is exact, with no step size to
 * choose.
 *
 * <p>As a function of the angle of one gate {@code exp(-i theta G)}, an expectation value E is a
 * trigonometric polynomial whose frequencies are the differences between the eigenvalues of G:
 *
 * <pre>
 * one difference r (rotations, phases: 1; two-qubit block: 2):
 *   E' = r/2 [E(theta + pi/(2r)) - E(theta - pi/(2r))]
 * differences 1/2 and 1 (controlled rotations), c = (sqrt 2 +- 1) / (4 sqrt 2):
 *   E' = c+ [E(theta + pi/2) - E(theta - pi/2)] - c- [E(theta + 3pi/2) - E(theta - 3pi/2)]
 * </pre>
 *
 * <p>Noise that follows a gate and does not depend on its angle leaves this as it is. A parameter
 * that enters several angles, scaled or not, gets the sum over them by the chain rule: each gate's
 * angle is shifted by itself. So a circuit of m angles that depend on parameters is run 2m times,
 * two times more for each that needs four terms, and all observables share those runs. Backends
 * without randomness of their own make them in parallel.
 *
 * <p>Stateless beside the backend, and as safe to share between threads as that is.
 */
public final class ParameterShift {

  private static final List<Term> FOUR_TERMS =
      List.of(
          new Term(Math.PI / 2, (Math.sqrt(2) + 1) / (4 * Math.sqrt(2))),
          new Term(3 * Math.PI / 2, -(Math.sqrt(2) - 1) / (4 * Math.sqrt(2))));

  /** So that of a circuit with thousands of angles not all sets are held at once. */
  private static final int RUNS_AT_ONCE = 256;

  private final Backend backend;

  /** Gradients from the expectation values of this backend. */
  public ParameterShift(Backend backend) {
    this.backend = backend;
  }

  /**
   * The derivative of each observable with respect to each parameter. Its standard error takes the
   * backend's estimates of different runs to be independent.
   *
   * @param angles the circuit's parameters, in radians
   * @param input the state the circuit begins with
   * @return for each observable, one estimate for each parameter
   * @throws IllegalArgumentException as {@link Backend#expectationValues} does
   */
  public List<List<Estimate>> gradients(
      Circuit circuit, double[] angles, StateVector input, List<Observable> observables) {
    circuit.requireArguments(angles, input);
    Arguments.requireObservables(circuit, observables);
    Unrolled unrolled = Unrolled.of(circuit, angles);
    double[][] values = new double[observables.size()][angles.length];
    double[][] variances = new double[observables.size()][angles.length];
    List<Shift> shifts = unrolled.shifts();
    for (int first = 0; first < shifts.size(); first += RUNS_AT_ONCE) {
      List<Shift> batch = shifts.subList(first, Math.min(first + RUNS_AT_ONCE, shifts.size()));
      List<List<Estimate>> estimates =
          backend.expectationValues(
              unrolled.circuit(),
              batch.stream().map(unrolled::shifted).toList(),
              input,
              observables);
      for (int run = 0; run < batch.size(); run++) {
        Shift shift = batch.get(run);
        for (int i = 0; i < observables.size(); i++) {
          Estimate estimate = estimates.get(run).get(i);
          values[i][shift.parameter()] += shift.factor() * estimate.value();
          variances[i][shift.parameter()] += shift.factor() * shift.factor() * variance(estimate);
        }
      }
    }
    List<List<Estimate>> gradients = new ArrayList<>();
    for (int i = 0; i < observables.size(); i++) {
      gradients.add(Estimate.list(values[i], variances[i]));
    }
    return gradients;
  }

  private static double variance(Estimate estimate) {
    return estimate.standardError() * estimate.standardError();
  }

  /** One pair of terms, {@code weight [E(theta + shift) - E(theta - shift)]}. */
  private record Term(double shift, double weight) {}

  private static List<Term> terms(Gate gate) {
    return switch (gate) {
      case RotationGate.RX, RotationGate.RY, RotationGate.RZ, RotationGate.P, RotationGate.CP ->
          twoTerms(1);
      case RotationGate.CRX, RotationGate.CRY, RotationGate.CRZ -> FOUR_TERMS;
      case PauliRotation _ -> twoTerms(1);
      case TwoQubitBlock _ -> twoTerms(2);
      // A controlled phase has the eigenvalues 0 and 1 whatever the controls; a controlled rotation
      // has 0 beside its 1/2 and -1/2.
      case Controlled controlled -> controlled.gate() == RotationGate.P ? twoTerms(1) : FOUR_TERMS;
      // No expectation value depends on it.
      case GlobalPhase _ -> List.of();
      case FixedGate _, UnitaryGate _ ->
          throw new IllegalArgumentException("expected a gate with an angle, got " + gate);
    };
  }

  private static List<Term> twoTerms(double difference) {
    return List.of(new Term(Math.PI / (2 * difference), difference / 2));
  }

  /**
   * One run: what {@code factor E(theta + by)} adds to a derivative.
   *
   * @param place of the angle that is shifted
   * @param parameter that the angle depends on
   */
  private record Shift(int place, double by, int parameter, double factor) {}

  /** Where a parameter enters a gate. */
  private record Place(Gate gate, Angle.Parameter parameter) {}

  /**
   * The same circuit with a parameter of its own for every angle that depends on one.
   *
   * @param angles the values of those parameters
   * @param places what each of them was
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Unrolled(Circuit circuit, double[] angles, List<Place> places) {

    static Unrolled of(Circuit circuit, double[] parameters) {
      Circuit.Builder builder = Circuit.builder(circuit.qubits());
      List<Place> places = new ArrayList<>();
      for (Operation operation : circuit.operations()) {
        List<Angle> own = new ArrayList<>();
        for (Angle angle : operation.angles()) {
          switch (angle) {
            case Angle.Fixed fixed -> own.add(fixed);
            case Angle.Parameter parameter -> {
              own.add(Angle.parameter(places.size()));
              places.add(new Place(operation.gate(), parameter));
            }
          }
        }
        builder.add(new Operation(operation.gate(), operation.qubits(), own));
      }
      double[] angles =
          places.stream().mapToDouble(place -> place.parameter().value(parameters)).toArray();
      return new Unrolled(builder.build(), angles, places);
    }

    /** All runs, in the order of the angles. */
    List<Shift> shifts() {
      List<Shift> shifts = new ArrayList<>();
      for (int place = 0; place < places.size(); place++) {
        Angle.Parameter parameter = places.get(place).parameter();
        for (Term term : terms(places.get(place).gate())) {
          double factor = parameter.scale() * term.weight();
          shifts.add(new Shift(place, term.shift(), parameter.index(), factor));
          shifts.add(new Shift(place, -term.shift(), parameter.index(), -factor));
        }
      }
      return shifts;
    }

    double[] shifted(Shift shift) {
      double[] shifted = angles.clone();
      shifted[shift.place()] += shift.by();
      return shifted;
    }
  }
}
