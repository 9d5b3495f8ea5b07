package dev.qudiffuse.quantum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A division of a circuit's parameters into blocks, each of which has its own square block in a
 * {@link FubiniStudyMetric}; between blocks the metric is taken to be zero. Immutable.
 *
 * @param blocks the parameter indices of each block; together every index from 0 up, once
 */
public record ParameterPartition(List<List<Integer>> blocks) {

  public ParameterPartition {
    blocks = blocks.stream().map(List::copyOf).toList();
    List<Integer> sorted = blocks.stream().flatMap(List::stream).sorted().toList();
    boolean isPartition =
        sorted.equals(IntStream.range(0, sorted.size()).boxed().toList())
            && blocks.stream().noneMatch(List::isEmpty);
    if (!isPartition) {
      throw new IllegalArgumentException(
          "expected blocks that hold every parameter from 0 up once, none empty, got " + blocks);
    }
  }

  /** One block of all parameters: the full metric. */
  public static ParameterPartition single(int parameters) {
    return new ParameterPartition(
        parameters == 0 ? List.of() : List.of(IntStream.range(0, parameters).boxed().toList()));
  }

  /** Every parameter by itself: the diagonal of the metric. */
  public static ParameterPartition diagonal(int parameters) {
    return new ParameterPartition(IntStream.range(0, parameters).mapToObj(List::of).toList());
  }

  /**
   * The layers of Stokes et al. (arXiv 1909.02108, section 3): gates with parameters whose
   * generators commute and between which no other gate stands. A gate joins the first layer it can;
   * generators count as commuting if on every qubit they share both are the same of X, Y and Z
   * (controls and phases are Z), so a layer may be divided more finely than it had to be, never
   * less.
   *
   * <p>A parameter that several layers share unites them into one block, so that parameters which
   * act in one layer are always in one block. A parameter that no gate uses is a block by itself.
   */
  public static ParameterPartition layers(Circuit circuit) {
    List<TreeSet<Integer>> blocks = new ArrayList<>();
    CommutingLayers.parameters(circuit).forEach(layer -> unite(layer, blocks));
    for (int parameter = 0; parameter < circuit.parameterCount(); parameter++) {
      int index = parameter;
      if (blocks.stream().noneMatch(block -> block.contains(index))) {
        blocks.add(new TreeSet<>(List.of(index)));
      }
    }
    blocks.sort(Comparator.comparing(TreeSet::first));
    return new ParameterPartition(blocks.stream().map(List::<Integer>copyOf).toList());
  }

  /** Adds a block, united with all those that it shares a parameter with. */
  private static void unite(List<Integer> layer, List<TreeSet<Integer>> blocks) {
    List<TreeSet<Integer>> sharing =
        blocks.stream().filter(block -> layer.stream().anyMatch(block::contains)).toList();
    TreeSet<Integer> united = new TreeSet<>(layer);
    sharing.forEach(united::addAll);
    blocks.removeAll(sharing);
    blocks.add(united);
  }

  /** Number of parameters of all blocks. */
  public int parameters() {
    return blocks.stream().mapToInt(List::size).sum();
  }
}
