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
   * @param measurements where the outcomes of measurements are drawn from, if the backend measures;
   *     the same generator and the same calls give the same predictions
   */
  public Denoiser newDenoiser(
      CircuitBackend backend, RandomGenerator measurements, CircuitTimer timer) {
    Circuit circuit = network.bottleneck().circuit();
    return switch (backend) {
      case CircuitBackend.Exact _ -> network.newDenoiser(weights, timer);
      case CircuitBackend.Shots(int shots) ->
          network.newDenoiser(
              weights, new ShotExecution(circuit, measurement.get(), shots, measurements), timer);
      case CircuitBackend.Noisy(double noise) ->
          network.newDenoiser(
              weights, new NoisyExecution(circuit, observables.get(), noise), timer);
    };
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
