package dev.qudiffuse.quantum.ansatz;

import dev.qudiffuse.quantum.Circuit;
import java.util.List;

/**
 * The binary multiscale entanglement renormalization ansatz (MERA; Vidal 2008, arXiv
 * quant-ph/0610099; as a classifier Grant et al. 2018, arXiv 1804.03680), from fine to coarse. A
 * layer is
 *
 * <ol>
 *   <li>disentanglers on the pairs (1,2), (3,4), ..., (n-1,0) of the qubits that are left,
 *   <li>isometries on (0,1), (2,3), ..., of each of which the first qubit is kept.
 * </ol>
 *
 * <p>Each is any unitary on its two qubits, with 15 parameters of its own; an isometry is one
 * because the next layer no longer looks at its second qubit. A layer on m qubits, m even and above
 * 2, has {@code 15 m} parameters, on two qubits 15. At most {@code ceil(log2 n)} layers, after
 * which qubit 0 is left. The {@linkplain Circuit#inverse() inverse} circuit is the ansatz read the
 * other way: a coarse state in the remaining qubits, and zeros in the others, become a state of
 * many scales.
 */
public record Mera() implements Ansatz {

  @Override
  public String key() {
    return "mera";
  }

  /**
   * The qubits that are kept.
   *
   * @throws IllegalArgumentException if there is no such circuit
   */
  public List<Integer> remaining(int qubits, int layers) {
    return Coarsening.remaining(this, qubits, layers);
  }

  @Override
  public Circuit circuit(int qubits, int layers) {
    LayerBuilder builder = new LayerBuilder(this, qubits, layers);
    remaining(qubits, layers);
    for (int layer = 0; layer < layers; layer++) {
      List<Integer> left = remaining(qubits, layer);
      Targets.oddPairs(left).forEach(pair -> appendUnitary(builder, pair));
      Targets.evenPairs(left).forEach(pair -> appendUnitary(builder, pair));
    }
    return builder.build();
  }

  private static void appendUnitary(LayerBuilder builder, List<Integer> pair) {
    builder.anyTwoQubitUnitary(pair, builder.take(LayerBuilder.ANY_TWO_QUBIT_UNITARY));
  }
}
