package dev.qudiffuse.quantum;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Several gates in one sweep through a state that is larger than the caches.
 *
 * <p>Memory, not arithmetic, bounds a gate on a large state. So the state is cut into tiles: a tile
 * holds all amplitudes that differ only in a few <i>local</i> qubits. One tile after the other is
 * copied into a small register of those qubits, all gates act there, and it is copied back: many
 * gates for one reading and writing of the state. The least significant qubits are always local, so
 * that what is copied lies in long runs.
 *
 * <p>Tiles are independent, and are shared among the threads of the common pool. Results do not
 * depend on how many there are: gradients are added up in a fixed number of parts, in a fixed
 * order. A sweep allocates the tiles it works in.
 */
final class SweepKernel implements Kernel {

  /**
   * Qubits of a tile: with 2^12 amplitudes it stays in the second level cache beside a cotangent.
   */
  static final int LOCAL_QUBITS = 12;

  /** Least significant qubits that are always local: runs of 64 amplitudes. */
  static final int RUN_QUBITS = 6;

  /** Parts into which the tiles are cut, whatever the number of threads. */
  private static final int PARTS = 64;

  private final int tiles;
  private final int[] runs;
  private final int[] outerStrides;
  private final Kernel[] kernels;

  /**
   * @param local the local qubits, ascending: {@link #LOCAL_QUBITS} of them, the least significant
   *     {@link #RUN_QUBITS} among them
   * @param kernels what is done to a register of those qubits
   */
  SweepKernel(int qubits, List<Integer> local, Kernel[] kernels) {
    this.kernels = kernels;
    tiles = 1 << (qubits - local.size());
    runs = Bits.offsets(qubits, local.subList(0, local.size() - RUN_QUBITS));
    outerStrides =
        IntStream.range(0, qubits)
            .filter(qubit -> !local.contains(qubit))
            .map(qubit -> Bits.stride(qubits, qubit))
            .toArray();
  }

  @Override
  public void apply(double[] angles, double[] re, double[] im) {
    forEachPart(
        part -> {
          double[] tileRe = new double[1 << LOCAL_QUBITS];
          double[] tileIm = new double[1 << LOCAL_QUBITS];
          for (int tile = firstTile(part); tile < firstTile(part + 1); tile++) {
            int base = base(tile);
            load(re, base, tileRe);
            load(im, base, tileIm);
            for (Kernel kernel : kernels) {
              kernel.apply(angles, tileRe, tileIm);
            }
            store(tileRe, re, base);
            store(tileIm, im, base);
          }
        });
  }

  @Override
  public void applyInverse(double[] angles, double[] re, double[] im) {
    forEachPart(
        part -> {
          double[] tileRe = new double[1 << LOCAL_QUBITS];
          double[] tileIm = new double[1 << LOCAL_QUBITS];
          for (int tile = firstTile(part); tile < firstTile(part + 1); tile++) {
            int base = base(tile);
            load(re, base, tileRe);
            load(im, base, tileIm);
            for (int k = kernels.length - 1; k >= 0; k--) {
              kernels[k].applyInverse(angles, tileRe, tileIm);
            }
            store(tileRe, re, base);
            store(tileIm, im, base);
          }
        });
  }

  @Override
  public void backward(
      double[] angles, StateVector state, StateVector cotangent, double[] gradient) {
    double[][] parts = new double[parts()][];
    forEachPart(
        part -> {
          parts[part] = new double[gradient.length];
          backward(part, angles, state, cotangent, parts[part]);
        });
    for (double[] part : parts) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += part[i];
      }
    }
  }

  private void backward(
      int part, double[] angles, StateVector state, StateVector cotangent, double[] gradient) {
    StateVector tileState = new StateVector(LOCAL_QUBITS);
    StateVector tileCotangent = new StateVector(LOCAL_QUBITS);
    for (int tile = firstTile(part); tile < firstTile(part + 1); tile++) {
      int base = base(tile);
      load(state.re(), base, tileState.re());
      load(state.im(), base, tileState.im());
      load(cotangent.re(), base, tileCotangent.re());
      load(cotangent.im(), base, tileCotangent.im());
      for (int k = kernels.length - 1; k >= 0; k--) {
        kernels[k].backward(angles, tileState, tileCotangent, gradient);
      }
      store(tileState.re(), state.re(), base);
      store(tileState.im(), state.im(), base);
      store(tileCotangent.re(), cotangent.re(), base);
      store(tileCotangent.im(), cotangent.im(), base);
    }
  }

  private int parts() {
    return Math.min(PARTS, tiles);
  }

  private int firstTile(int part) {
    return (int) ((long) tiles * part / parts());
  }

  private void forEachPart(IntConsumer action) {
    IntStream.range(0, parts()).parallel().forEach(action);
  }

  /** The index of a tile's amplitude in which all local qubits are 0. */
  private int base(int tile) {
    int base = 0;
    for (int bit = 0; bit < outerStrides.length; bit++) {
      if ((tile >> (outerStrides.length - 1 - bit) & 1) != 0) {
        base |= outerStrides[bit];
      }
    }
    return base;
  }

  private void load(double[] amplitudes, int base, double[] tile) {
    for (int run = 0; run < runs.length; run++) {
      System.arraycopy(amplitudes, base + runs[run], tile, run << RUN_QUBITS, 1 << RUN_QUBITS);
    }
  }

  private void store(double[] tile, double[] amplitudes, int base) {
    for (int run = 0; run < runs.length; run++) {
      System.arraycopy(tile, run << RUN_QUBITS, amplitudes, base + runs[run], 1 << RUN_QUBITS);
    }
  }

  @Override
  public String toString() {
    return "SweepKernel" + Arrays.toString(kernels);
  }
}
