package dev.qudiffuse.quantum.ansatz;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.FixedGate;
import dev.qudiffuse.quantum.RotationGate;
import java.util.List;

/**
 * A quantum convolutional network (Cong, Choi and Lukin 2019, arXiv 1810.03787). A layer is
 *
 * <ol>
 *   <li>a convolution: one and the same two-qubit unitary, 15 parameters, on all neighbours in the
 *       ring of the qubits that are left, first the pairs (0,1), (2,3), ..., then (1,2), (3,4), ...
 *       and, where their number is even, the pair that closes the ring
 *   <li>pooling, which gives up the second qubit d of each of the first kind of pairs and keeps the
 *       first, k (Hur, Kim and Park 2022, arXiv 2108.00661): {@code RZ(theta_1)} on k if d is 1,
 *       {@code RX(theta_2)} if d is 0; the same 2 parameters for all pairs.
 * </ol>
 *
 * <p>A device would measure d and rotate k by the outcome. Here measuring is deferred: the
 * rotations are controlled by d, which is not touched again, and what is read of the kept qubits is
 * the same. So observables belong on the {@link #remaining} qubits. {@code 17} parameters a layer,
 * and at most {@code ceil(log2 n)} layers, after which qubit 0 is left.
 */
public record Qcnn() implements Ansatz {

  @Override
  public String key() {
    return "qcnn";
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
      int convolution = builder.take(LayerBuilder.ANY_TWO_QUBIT_UNITARY);
      Targets.evenPairs(left).forEach(pair -> builder.anyTwoQubitUnitary(pair, convolution));
      Targets.oddPairs(left).forEach(pair -> builder.anyTwoQubitUnitary(pair, convolution));
      int pooling = builder.take(2);
      Targets.evenPairs(left).forEach(pair -> pool(builder, pair, pooling));
    }
    return builder.build();
  }

  private static void pool(LayerBuilder builder, List<Integer> pair, int firstParameter) {
    List<Integer> discardedThenKept = pair.reversed();
    List<Integer> discarded = List.of(discardedThenKept.getFirst());
    builder
        .add(RotationGate.CRZ, discardedThenKept, firstParameter)
        .add(FixedGate.X, discarded, firstParameter)
        .add(RotationGate.CRX, discardedThenKept, firstParameter + 1)
        .add(FixedGate.X, discarded, firstParameter);
  }
}
