package dev.qudiffuse.nn.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Chooses the kernels once, when they are first needed, and logs what it chose and why. */
final class KernelProvider {

  /** Set to {@code scalar} to run the reference, to {@code vector} to insist on vectors. */
  static final String PROPERTY = "qudiffuse.kernels";

  static final Kernels KERNELS = choose(System.getProperty(PROPERTY, "auto"));

  private KernelProvider() {}

  private static Kernels choose(String wanted) {
    Logger log = System.getLogger(Kernels.class.getName());
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    Kernels kernels =
        switch (wanted) {
          case "scalar" -> new ScalarKernels();
          case "vector" -> {
            if (!module) {
              throw new IllegalStateException(
                  PROPERTY + "=vector needs the flag --add-modules jdk.incubator.vector");
            }
            yield new VectorKernels();
          }
          case "auto" -> module ? new VectorKernels() : new ScalarKernels();
          default ->
              throw new IllegalStateException(
                  PROPERTY + ": expected auto, scalar or vector, got " + wanted);
        };
    if (wanted.equals("auto") && !module) {
      log.log(
          Level.WARNING,
          "Scalar kernels, many times slower: start Java with --add-modules jdk.incubator.vector");
    } else {
      log.log(Level.INFO, "Kernels: {0}", kernels.description());
    }
    return kernels;
  }
}
