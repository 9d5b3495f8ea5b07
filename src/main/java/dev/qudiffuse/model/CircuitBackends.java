package dev.qudiffuse.model;

import dev.qudiffuse.diffusion.Denoiser;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.HermitianObservable;
import dev.qudiffuse.quantum.execution.EigenbasisMeasurement;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.math3.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A network's denoisers on any {@link CircuitBackend}. What a backend needs of the trained
 * observables, such as their eigenbases, is made when it is first asked for and then kept, so the
 * weights must not change any more. Thread-safe.
 */
public final class CircuitBackends {

  private final HybridUNet network;
  private final Weights weights;
  private final Supplier<List<HermitianObservable>> observables;
  private final Supplier<EigenbasisMeasurement> measurement;

  /**
   * The backends of these weights, whose derived part must be up to date.
   *
   * @param weights of this network
   */
  public CircuitBackends(HybridUNet network, Weights weights) {
    this.network = network;
    this.weights = weights;
    QuantumBottleneck bottleneck = network.bottleneck();
    this.observables = new Lazy<>(() -> bottleneck.observables(weights));
    this.measurement = new Lazy<>(() -> bottleneck.eigenbases(weights));
  }

  /**
   * A denoiser for one thread, with buffers of its own.
   *
   * @param timer hears of every execution of the circuit
   */
  public ModelDenoiser newDenoiser(CircuitTimer timer) {
    return new OneThread(network.newDrawingPass(weights, timer));
  }

  /** One set of the network's buffers, whatever it draws on. */
  private final class OneThread implements ModelDenoiser {
    private final Circuit circuit = network.bottleneck().circuit();
    private final HybridUNet.DrawingPass drawing;
    private final Supplier<ShotExecution> onShots =
        new Lazy<>(() -> new ShotExecution(circuit, measurement.get()));

    OneThread(HybridUNet.DrawingPass drawing) {
      this.drawing = drawing;
    }

    @Override
    public Denoiser on(CircuitBackend backend, RandomGenerator measurements) {
      return drawing.on(
          switch (backend) {
            case CircuitBackend.Exact _ -> null;
            case CircuitBackend.Shots(int shots) -> onShots.get().with(shots, measurements);
            case CircuitBackend.Noisy(double noise) ->
                new NoisyExecution(circuit, observables.get(), noise);
          });
    }
  }

  /** A value that is made once, by whoever needs it first; the others wait. */
  private static final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable T value;

    Lazy(Supplier<T> maker) {
      this.maker = maker;
    }

    @Override
    public synchronized T get() {
      T made = value;
      if (made == null) {
        made = maker.get();
        value = made;
      }
      return made;
    }
  }
}
