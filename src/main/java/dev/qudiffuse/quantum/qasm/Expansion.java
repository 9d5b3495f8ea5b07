package dev.qudiffuse.quantum.qasm;

import dev.qudiffuse.quantum.qasm.QasmGate.BodyCall;
import dev.qudiffuse.quantum.qasm.QasmGate.Call;
import dev.qudiffuse.quantum.qasm.QasmGate.Modifier;
import java.util.Arrays;
import java.util.List;

/** Carries out calls of gates: definitions are expanded, modifiers applied. */
final class Expansion {

  private final Limits limits;
  private final Expressions expressions;
  private final Expressions exponents;

  Expansion(Limits limits, Expressions expressions) {
    this.limits = limits;
    this.expressions = expressions;
    this.exponents = expressions.ofExponents();
  }

  /**
   * Appends a call to a sequence.
   *
   * @param scope for the arguments
   * @param qubits as many as the call takes, controls first
   */
  void append(Call call, Scope scope, int[] qubits, GateSequence sequence) {
    limits.charge(1 + call.modifiers().size());
    List<Affine> angles =
        call.arguments().stream().map(argument -> expressions.value(argument, scope)).toList();
    int[] targets = Arrays.copyOfRange(qubits, call.controls(), qubits.length);
    if (call.modifiers().isEmpty()) {
      append(call, angles, targets, sequence);
      return;
    }
    GateSequence modified = sequence.empty();
    append(call, angles, targets, modified);
    int control = call.controls();
    for (Modifier modifier : call.modifiers().reversed()) {
      switch (modifier) {
        case Modifier.Inverse _ -> modified = modified.inverse();
        case Modifier.Power power -> modified = power(call, power, scope, modified);
        case Modifier.Control controls -> {
          for (int i = 0; i < controls.count(); i++) {
            control--;
            modified = modified.controlled(qubits[control], controls.negative());
          }
        }
      }
    }
    sequence.append(modified);
  }

  private void append(Call call, List<Affine> angles, int[] qubits, GateSequence sequence) {
    switch (call.gate()) {
      case QasmGate.Standard gate -> gate.rule().append(sequence, angles, qubits);
      case QasmGate.Defined gate -> {
        Scope body = gate.scope().block();
        for (int i = 0; i < angles.size(); i++) {
          body.set(gate.parameters().get(i), angles.get(i));
        }
        for (BodyCall part : gate.body()) {
          int[] operands = part.operands().stream().mapToInt(formal -> qubits[formal]).toArray();
          append(part.call(), body, operands, sequence);
        }
      }
      case QasmGate.Opaque gate ->
          throw QasmException.at(
              call.position(),
              "expected a gate with a definition, got the opaque gate '" + gate.name() + "'");
    }
  }

  private GateSequence power(Call call, Modifier.Power power, Scope scope, GateSequence sequence) {
    double exponent = exponents.constant(power.exponent(), scope);
    if (exponent == Math.rint(exponent) && Math.abs(exponent) < 1L << 53) {
      return sequence.repeated((long) exponent);
    }
    return FractionalPower.of(sequence, exponent)
        .orElseThrow(
            () ->
                QasmException.at(
                    power.exponent().getStart(),
                    "expected an integer power of '"
                        + call.gate().name()
                        + "' (others are known of one qubit without input parameters), got "
                        + Expressions.plain(exponent)));
  }
}
