package dev.qudiffuse.web;

import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.TrainedNetwork;
import dev.qudiffuse.quantum.AdaptiveNonLocalObservables;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.descriptor.BlochVector;
import dev.qudiffuse.quantum.drawing.CircuitSummary;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wire form of a circuit. */
@Schema(name = "Circuit", description = "A circuit of a model.")
record CircuitCard(
    @Schema(description = "What it is called here and in metrics.", example = "default-bottleneck")
        String id,
    @Schema(description = "The model it is part of.", example = "default") String model,
    @Schema(description = "Qubits of its register.", example = "8") int qubits,
    @Schema(description = "Layers of gates that must follow one another.", example = "33")
        int depth,
    @Schema(description = "Angles that a run takes.", example = "96") int parameters,
    Gates gates,
    Observables observables,
    @Schema(
            description = "With the angles that training found; null where none were asked for.",
            nullable = true)
        @Nullable Bound bound,
    CircuitLinks links) {

  /** How many gates of each kind. */
  @Schema(name = "Gates", description = "Gates by number.")
  record Gates(
      @Schema(description = "All of them.") int total,
      @Schema(description = "Those on two qubits or more.") int entangling,
      @Schema(description = "By the name that drawings give them.") Map<String, Long> byKind) {}

  /** What is measured at the end. */
  @Schema(
      name = "Observables",
      description =
          "What is measured at the end: trained Hermitian observables on windows of qubits, and the"
              + " Hadamard test Re <psi_0|psi> against the state that the circuit was given.")
  record Observables(
      @Schema(description = "Qubits that one observable sees.", example = "4") int locality,
      @Schema(description = "Observables on each window.", example = "16") int perWindow,
      @Schema(description = "The qubits of each window.") List<List<Integer>> windows,
      @Schema(
              description = "Numbers that are read in all, the Hadamard test included.",
              example = "81")
          int features) {}

  /** The circuit for a digit and a time step. */
  @Schema(name = "BoundCircuit", description = "A circuit with the angles that training found.")
  record Bound(
      @Schema(description = "The digit, or none for the null condition.", example = "3")
          String digit,
      @Schema(description = "The timestep of the noise.", example = "500") int timestep,
      @Schema(description = "In radians, by the number of the parameter.") List<Double> angles,
      @Schema(
              description =
                  "Of each qubit, after the circuit has run on |0...0>. That shows what the circuit"
                      + " alone does. While drawing it starts from the image's features instead. A"
                      + " vector shorter than 1 says that the qubit is entangled with others.")
          List<BlochVector> blochVectors) {}

  /** Where to go on. */
  @Schema(name = "CircuitLinks", description = "Where to go on.")
  record CircuitLinks(
      @Schema(example = "/circuits/default-bottleneck") String self,
      @Schema(example = "/models/default") String model,
      @Schema(example = "/circuits/metrics") String metrics) {}

  /** All circuits. */
  @Schema(name = "Circuits", description = "All circuits of all models.")
  record Circuits(List<CircuitCard> circuits) {}

  /**
   * The circuit of a model, bound if that is asked for.
   *
   * @param root what links begin with
   */
  static CircuitCard of(
      String modelId, TrainedModel model, @Nullable CircuitQuery query, String root) {
    TrainedNetwork network = model.network();
    CircuitSummary summary = CircuitSummary.of(network.circuit());
    AdaptiveNonLocalObservables observables = network.observables();
    String id = ModelCatalogue.circuitOf(modelId);
    return new CircuitCard(
        id,
        modelId,
        summary.qubits(),
        summary.depth(),
        summary.parameters(),
        new Gates(summary.operations(), summary.entangling(), summary.gates()),
        new Observables(
            observables.locality(),
            observables.observablesPerWindow(),
            observables.windows(),
            observables.features() + 1),
        query == null ? null : bound(network, query),
        new CircuitLinks(
            root + CircuitApi.CIRCUITS + "/" + id,
            root + ModelApi.MODELS + "/" + modelId,
            root + CircuitApi.CIRCUITS + "/metrics"));
  }

  private static Bound bound(TrainedNetwork network, CircuitQuery query) {
    Circuit circuit = network.circuit();
    double[] angles = network.angles(condition(network, query), query.timestep());
    StateVector state = new StateVector(circuit.qubits());
    state.setBasisState(0);
    new StateVectorSimulator().run(circuit, angles, state);
    return new Bound(
        query.digitName(),
        query.timestep(),
        Arrays.stream(angles).boxed().toList(),
        BlochVector.of(state));
  }

  /** The row of the network's table of angles that a query is about. */
  static int condition(TrainedNetwork network, CircuitQuery query) {
    Integer digit = query.digit();
    return digit == null ? network.nullCondition() : digit;
  }
}
