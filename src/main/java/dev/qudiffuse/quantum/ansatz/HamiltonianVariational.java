package dev.qudiffuse.quantum.ansatz;

import dev.qudiffuse.quantum.Angle;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.PauliRotation;
import java.util.List;

/**
 * The Hamiltonian variational ansatz (Wecker, Hastings and Troyer, arXiv 1507.08969): layers of the
 * evolutions under the parts of a Hamiltonian,
 *
 * <pre>
 * H = sum_g c_g H_g        layer = ... exp(-i theta_1 H_1) exp(-i theta_0 H_0)
 * </pre>
 *
 * <p>where each part H_g is a sum of Pauli strings that commute, so that its evolution is a product
 * of Pauli rotations by {@code 2 theta_g}. The coefficients c_g are no part of the circuit, for
 * each would only scale an angle that is free; {@link SpinModel} has the Hamiltonians. One
 * parameter a part and layer. Neighbours are those of a ring.
 */
public enum HamiltonianVariational implements Ansatz {
  /**
   * Parts {@code H_0 = sum Z_i Z_(i+1)} and {@code H_1 = sum X_i}. The usual input is |+...+>, the
   * ground state in a strong field.
   */
  TRANSVERSE_FIELD_ISING("hva-ising", "ZZ", "X"),
  /** Parts {@code sum X_i X_(i+1)}, {@code sum Y_i Y_(i+1)}, {@code sum Z_i Z_(i+1)}. */
  HEISENBERG("hva-heisenberg", "XX", "YY", "ZZ");

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of strings
  private final List<String> parts;

  HamiltonianVariational(String key, String... parts) {
    this.key = key;
    this.parts = List.of(parts);
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public Circuit circuit(int qubits, int layers) {
    LayerBuilder builder = new LayerBuilder(this, qubits, layers);
    for (int layer = 0; layer < layers; layer++) {
      for (String letters : parts) {
        builder.onShared(
            PauliRotation.of(letters),
            SpinModel.sites(qubits, letters),
            Angle.parameter(builder.take(1)).times(2));
      }
    }
    return builder.build();
  }
}
