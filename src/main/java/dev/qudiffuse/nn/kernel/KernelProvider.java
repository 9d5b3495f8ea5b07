package dev.qudiffuse.nn.kernel;

import dev.qudiffuse.simd.VectorSupport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Chooses the kernels once, when they are first needed, and logs what it chose and why. */
final class KernelProvider {

  static final Kernels KERNELS = choose();

  private KernelProvider() {}

  private static Kernels choose() {
    Logger log = System.getLogger(Kernels.class.getName());
    Kernels kernels =
        VectorSupport.get() == VectorSupport.AVAILABLE ? new VectorKernels() : new ScalarKernels();
    switch (VectorSupport.get()) {
      case NO_MODULE ->
          log.log(
              Level.WARNING,
              "Scalar kernels, many times slower: start Java 25 with -jar, or with --add-modules"
                  + " jdk.incubator.vector");
      case NO_COMPILER ->
          log.log(
              Level.WARNING,
              "Scalar kernels, many times slower: start Java without -XX:TieredStopAtLevel, since"
                  + " only its second compiler knows vectors");
      case AVAILABLE, SWITCHED_OFF -> log.log(Level.INFO, "Kernels: {0}", kernels.description());
    }
    if (!VectorSupport.hasFusedMultiplyAdd()) {
      log.log(
          Level.WARNING,
          "Without fused multiply-add, which this processor lacks or -XX:-UseFMA turns off, the"
              + " same bytes take very long");
    }
    return kernels;
  }
}
