package dev.qudiffuse.quantum.noise;

import dev.qudiffuse.quantum.Bits;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which channels follow which gates, and how the qubits are misread at the end. Immutable; each
 * method gives a new model:
 *
 * <pre>{@code
 * NoiseModel.ideal()
 *     .after(1, new Channel.Depolarizing(1, 0.001))
 *     .after(2, new Channel.Depolarizing(2, 0.01))
 *     .afterEveryGate(new Channel.AmplitudeDamping(0.002))
 *     .withReadout(new ReadoutError(0.01, 0.03))
 * }</pre>
 *
 * <p>Channels follow a gate in the order in which they were added. A channel on two qubits acts on
 * the two of its gate, in the gate's order; a channel on one qubit acts on every qubit of the gate.
 * The noise of a gate does not depend on its angles, which is why the parameter-shift rules hold
 * under it.
 *
 * @param rules the channels, with the gates they follow
 * @param readout of every qubit that has none of its own
 * @param readoutByQubit of single qubits
 */
public record NoiseModel(
    List<Rule> rules, ReadoutError readout, Map<Integer, ReadoutError> readoutByQubit) {

  /**
   * A channel that follows the gates on {@code fewest} to {@code most} qubits.
   *
   * @param fewest at least 1
   * @param most at least {@code fewest}; if the channel is on two qubits, both must be 2
   */
  public record Rule(int fewest, int most, Channel channel) {
    public Rule {
      if (fewest < 1 || most < fewest) {
        throw new IllegalArgumentException(
            "expected a range of qubits from 1, got " + fewest + " to " + most);
      }
      if (channel.qubits() > 1 && (fewest != channel.qubits() || most != channel.qubits())) {
        throw new IllegalArgumentException(
            "%s acts on %d qubits and cannot follow gates on %s"
                .formatted(
                    channel,
                    channel.qubits(),
                    fewest == most ? fewest : "%d to %d".formatted(fewest, most)));
      }
    }

    private boolean follows(Operation operation) {
      return operation.qubits().size() >= fewest && operation.qubits().size() <= most;
    }
  }

  /**
   * A channel where it acts.
   *
   * @param qubits as many as the channel's
   */
  public record Placed(Channel channel, List<Integer> qubits) {}

  public NoiseModel {
    rules = List.copyOf(rules);
    readoutByQubit = Map.copyOf(readoutByQubit);
    for (int qubit : readoutByQubit.keySet()) {
      if (qubit < 0) {
        throw new IllegalArgumentException("expected a qubit of at least 0, got " + qubit);
      }
    }
  }

  /** No noise at all. */
  public static NoiseModel ideal() {
    return new NoiseModel(List.of(), ReadoutError.NONE, Map.of());
  }

  /**
   * The usual model of one number: after every gate its qubits are depolarized with probability p,
   * those of a gate on two qubits together, those of any other gate each by itself.
   */
  public static NoiseModel depolarizing(double p) {
    Channel single = new Channel.Depolarizing(1, p);
    return ideal()
        .after(1, single)
        .after(2, new Channel.Depolarizing(2, p))
        .with(new Rule(3, Circuit.MAX_QUBITS, single));
  }

  /** With a channel after every gate on exactly so many qubits. */
  public NoiseModel after(int gateQubits, Channel channel) {
    return with(new Rule(gateQubits, gateQubits, channel));
  }

  /** With a channel on one qubit after every gate, on each of the gate's qubits. */
  public NoiseModel afterEveryGate(Channel channel) {
    return with(new Rule(1, Circuit.MAX_QUBITS, channel));
  }

  private NoiseModel with(Rule rule) {
    return new NoiseModel(
        Stream.concat(rules.stream(), Stream.of(rule)).toList(), readout, readoutByQubit);
  }

  /** With this error of reading on every qubit that has none of its own. */
  public NoiseModel withReadout(ReadoutError error) {
    return new NoiseModel(rules, error, readoutByQubit);
  }

  /** With this error of reading on one qubit. */
  public NoiseModel withReadout(int qubit, ReadoutError error) {
    Map<Integer, ReadoutError> errors = new HashMap<>(readoutByQubit);
    errors.put(qubit, error);
    return new NoiseModel(rules, readout, errors);
  }

  /** The channels that follow this operation, in order. */
  public List<Placed> after(Operation operation) {
    List<Placed> channels = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.follows(operation)) {
        if (rule.channel().qubits() == 1) {
          operation
              .qubits()
              .forEach(qubit -> channels.add(new Placed(rule.channel(), List.of(qubit))));
        } else {
          channels.add(new Placed(rule.channel(), operation.qubits()));
        }
      }
    }
    return channels;
  }

  /** How this qubit is misread. */
  public ReadoutError readout(int qubit) {
    return readoutByQubit.getOrDefault(qubit, readout);
  }

  /** Whether every qubit is read as it is. */
  public boolean readsPerfectly() {
    return readout.equals(ReadoutError.NONE)
        && readoutByQubit.values().stream().allMatch(ReadoutError.NONE::equals);
  }

  /**
   * Turns the probabilities of the {@code 2^qubits} outcomes into those of what is read, in place.
   *
   * @throws IllegalArgumentException if there are not {@code 2^qubits}, or a qubit with an error of
   *     its own is not among them
   */
  public void confuse(int qubits, double[] probabilities) {
    requireFits(qubits);
    if (probabilities.length != 1 << qubits) {
      throw new IllegalArgumentException(
          "expected " + (1 << qubits) + " probabilities, got " + probabilities.length);
    }
    for (int qubit = 0; qubit < qubits; qubit++) {
      if (!readout(qubit).equals(ReadoutError.NONE)) {
        readout(qubit).confuse(probabilities, Bits.stride(qubits, qubit));
      }
    }
  }

  /**
   * Holds that this model says nothing about qubits that are not there.
   *
   * @throws IllegalArgumentException if it does
   */
  public void requireFits(int qubits) {
    for (int qubit : readoutByQubit.keySet()) {
      if (qubit >= qubits) {
        throw new IllegalArgumentException(
            "the noise model has a readout error for qubit %d; expected 0 to %d"
                .formatted(qubit, qubits - 1));
      }
    }
  }
}
