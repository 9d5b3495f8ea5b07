package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.UntrainedModel;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.model.CircuitBackend;
import dev.qudiffuse.model.CircuitTimer;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrawingTest {

  private static final int DRAWINGS = 32;

  /** Far more than an image, its noise and its generators, far less than a network's buffers. */
  private static final long MOST_BYTES_EACH = 500_000;

  private static final int COLLECTIONS = 10;

  static List<CircuitBackend> backends() {
    return List.of(
        new CircuitBackend.Exact(), new CircuitBackend.Shots(1), new CircuitBackend.Noisy(0.01));
  }

  /** Of the standard network, whose buffers take millions of bytes. */
  @ParameterizedTest
  @MethodSource("backends")
  void atRestItHoldsNoBuffers(CircuitBackend backend) {
    var model = new UntrainedModel(1);
    var worker = new Drawing.Worker(model, CircuitTimer.NONE);
    step(drawing(model, 0, backend), worker); // what the backend itself keeps is made
    List<Drawing> atRest = new ArrayList<>();
    long before = usedBytes(0);
    for (int seed = 0; seed < DRAWINGS; seed++) {
      Drawing drawing = drawing(model, seed, backend);
      step(drawing, worker);
      atRest.add(drawing);
    }
    long most = before + DRAWINGS * MOST_BYTES_EACH;

    assertThat(usedBytes(most)).isLessThan(most);
    assertThat(atRest).allMatch(Drawing::hasNext);
    Reference.reachabilityFence(worker);
  }

  private static Drawing drawing(GenerativeModel model, int seed, CircuitBackend backend) {
    var command = new GenerateCommand(3, seed, 2, 1, 28, SamplerType.DDPM, Tempering.NONE, backend);
    return new Drawing(model, command, 0, StepWatcher.NONE);
  }

  private static void step(Drawing drawing, Drawing.Worker worker) {
    var unused = drawing.step(worker);
  }

  /** What is still in use after some collections, at least; enough is enough. */
  private static long usedBytes(long enough) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS && least >= enough; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
