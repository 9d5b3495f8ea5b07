package dev.qudiffuse.generation;

import dev.qudiffuse.model.CircuitTimer;

/**
 * Who measures the models that draw. Safe to share between threads; the timers of one model are the
 * same at every call.
 */
public interface ModelTimers {

  /**
   * Hears of every execution of a model's circuit.
   *
   * @param model its name in the {@link ModelCatalogue}
   */
  CircuitTimer circuit(String model);

  /**
   * Hears of every prediction of a model.
   *
   * @param model its name in the {@link ModelCatalogue}
   */
  StepTimer step(String model);
}
