package dev.qudiffuse.nn.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Chooses the kernels once, when they are first needed, and logs what it chose and why. */
final class KernelProvider {

  /** Set to {@code scalar} to run the reference, to {@code vector} to insist on vectors. */
  static final String PROPERTY = "qudiffuse.kernels";

  static final Kernels KERNELS = choose(System.getProperty(PROPERTY, "auto"));

  private KernelProvider() {}

  private static Kernels choose(String wanted) {
    boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    boolean compiled = !isSet("TieredStopAtLevel", "0", "1", "2", "3");
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
          case "auto" -> module && compiled ? new VectorKernels() : new ScalarKernels();
          default ->
              throw new IllegalStateException(
                  PROPERTY + ": expected auto, scalar or vector, got " + wanted);
        };
    report(kernels, wanted.equals("auto") && !module, wanted.equals("auto") && !compiled);
    return kernels;
  }

  private static void report(Kernels kernels, boolean missesModule, boolean missesCompiler) {
    Logger log = System.getLogger(Kernels.class.getName());
    if (missesModule) {
      log.log(
          Level.WARNING,
          "Scalar kernels, many times slower: start Java with --add-modules jdk.incubator.vector");
    } else if (missesCompiler) {
      log.log(
          Level.WARNING,
          "Scalar kernels, many times slower: start Java without -XX:TieredStopAtLevel, since only"
              + " its second compiler knows vectors");
    } else {
      log.log(Level.INFO, "Kernels: {0}", kernels.description());
    }
    if (isSet("UseFMA", "false")) {
      log.log(
          Level.WARNING,
          "Without fused multiply-add, which this processor lacks or -XX:-UseFMA turns off, the"
              + " same bytes take very long");
    }
  }

  /** Whether an option of the JVM has one of these values; false where there is no such option. */
  private static boolean isSet(String option, String... values) {
    HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return vm != null && List.of(values).contains(vm.getVMOption(option).getValue());
    } catch (IllegalArgumentException e) {
      return false; // an option that this JVM does not know
    }
  }
}
