package dev.qudiffuse.web;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.descriptor.EntanglingCapability;
import dev.qudiffuse.quantum.descriptor.Expressibility;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.apache.commons.math3.random.Well19937c;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How expressive and entangling the models' circuits are. That depends on a circuit alone and takes
 * thousands of its runs, so it is computed once, in the background on one thread of its own, when
 * somebody first asks: at the start it would hold up the first drawings, which are slow enough
 * until the kernels are compiled. The random numbers have a fixed seed: every instance says the
 * same, and so does the command {@code circuit describe}. Thread-safe.
 */
@Component
class CircuitDescriptors {

  private static final Logger LOG = LoggerFactory.getLogger(CircuitDescriptors.class);

  private static final long SEED = 1;

  /** What is known of a circuit. */
  record Descriptors(Estimate expressibility, Estimate entanglingCapability) {}

  private final ConcurrentMap<String, CompletableFuture<Descriptors>> asked =
      new ConcurrentHashMap<>();

  private final Executor background;

  @Autowired
  CircuitDescriptors() {
    // Descriptors run in parallel on the pool that computes them: here, that is one thread.
    this(new ForkJoinPool(1));
  }

  /** Descriptors that are computed by the executor. */
  CircuitDescriptors(Executor background) {
    this.background = background;
  }

  /**
   * What is known of a circuit. Nothing, at first; but once asked, it will be before long. What
   * could not be computed is tried again when somebody asks again.
   *
   * @param id which circuit it is
   */
  Optional<Descriptors> of(String id, Circuit circuit) {
    CompletableFuture<Descriptors> descriptors =
        asked.computeIfAbsent(
            id, name -> CompletableFuture.supplyAsync(() -> describe(name, circuit), background));
    return switch (descriptors.state()) {
      case SUCCESS -> Optional.of(descriptors.resultNow());
      case RUNNING -> Optional.empty();
      case FAILED, CANCELLED -> {
        asked.remove(id, descriptors);
        yield Optional.empty();
      }
    };
  }

  private static Descriptors describe(String id, Circuit circuit) {
    try {
      long start = System.nanoTime();
      Expressibility expressibility = Expressibility.of(circuit, new Well19937c(SEED));
      var descriptors =
          new Descriptors(
              new Estimate(expressibility.divergence(), expressibility.standardError()),
              EntanglingCapability.of(circuit, new Well19937c(SEED)));
      LOG.info(
          "Described circuit {} in {} ms",
          id,
          Duration.ofNanos(System.nanoTime() - start).toMillis());
      return descriptors;
    } catch (RuntimeException | Error e) {
      LOG.error("Could not describe circuit {}", id, e);
      throw e;
    }
  }

  @PreDestroy
  void close() {
    if (background instanceof ForkJoinPool pool) {
      pool.shutdownNow();
    }
  }
}
