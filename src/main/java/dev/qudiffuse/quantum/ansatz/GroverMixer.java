package dev.qudiffuse.quantum.ansatz;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Controlled;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.PauliRotation;
import dev.qudiffuse.quantum.RotationGate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Alternating operators with Grover's mixer (Bartschi and Eidenbenz 2020, arXiv 2006.00354):
 *
 * <pre>
 * exp(-i theta |s&gt;&lt;s|) = 1 + (e^(-i theta) - 1) |s&gt;&lt;s|,    |s&gt; = |+...+&gt;
 * </pre>
 *
 * <p>It is made of a phase {@code e^(-i theta)} on |1...1> between X and H on every qubit; no
 * global phase is left over. All mixers commute, so a layer first separates phases: by {@code RZ}
 * on every qubit and {@code exp(-i theta/2 ZZ)} on every pair of neighbours in a ring, which are
 * the phases of a quadratic cost function whose coefficients are parameters. A layer has {@code 2n
 * + 1} parameters, on two qubits 4. The usual input is |s>.
 */
public record GroverMixer() implements Ansatz {

  @Override
  public String key() {
    return "grover-mixer";
  }

  /**
   * The mixer alone: one parameter, theta.
   *
   * @param qubits at least 2
   */
  public static Circuit mixer(int qubits) {
    LayerBuilder builder = new LayerBuilder(new GroverMixer(), qubits, 1);
    appendMixer(builder, qubits);
    return builder.build();
  }

  @Override
  public Circuit circuit(int qubits, int layers) {
    LayerBuilder builder = new LayerBuilder(this, qubits, layers);
    for (int layer = 0; layer < layers; layer++) {
      builder.onEach(RotationGate.RZ).on(PauliRotation.of("ZZ"), Targets.ring(qubits));
      appendMixer(builder, qubits);
    }
    return builder.build();
  }

  private static void appendMixer(LayerBuilder builder, int qubits) {
    builder
        .onEach(FixedGate.H)
        .onEach(FixedGate.X)
        .onShared(
            new Controlled(RotationGate.P, qubits - 1),
            List.of(IntStream.range(0, qubits).boxed().toList()),
            Angle.parameter(builder.take(1)).times(-1))
        .onEach(FixedGate.X)
        .onEach(FixedGate.H);
  }
}
