package dev.qudiffuse.simd;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Whether loops written with the Vector API (an incubator module) may be used, and if not, why.
 * Decided once for the process. Results never depend on it, only speed does.
 */
public enum VectorSupport {
  /** They may. */
  AVAILABLE,
  /** Somebody asked for scalar loops. */
  SWITCHED_OFF,
  /**
   * Java was started neither with {@code -jar}, whose manifest lets it load the module of the
   * Vector API, nor with {@code --add-modules jdk.incubator.vector}.
   */
  NO_MODULE,
  /** Java runs without its second compiler, the only one that knows vectors. */
  NO_COMPILER;

  /** Set to {@code scalar} to do without vectors, to {@code vector} to insist on them. */
  public static final String PROPERTY = "qudiffuse.kernels";

  private static final VectorSupport DECISION = decide(System.getProperty(PROPERTY, "auto"));

  /** The decision. */
  public static VectorSupport get() {
    return DECISION;
  }

  private static VectorSupport decide(String wanted) {
    return switch (wanted) {
      case "scalar" -> SWITCHED_OFF;
      case "vector" -> {
        if (!VectorModule.load()) {
          throw new IllegalStateException(
              PROPERTY + "=vector needs the flag --add-modules " + VectorModule.NAME);
        }
        yield AVAILABLE;
      }
      case "auto" -> {
        if (isSet("TieredStopAtLevel", "0", "1", "2", "3")) {
          yield NO_COMPILER;
        }
        yield VectorModule.load() ? AVAILABLE : NO_MODULE;
      }
      default ->
          throw new IllegalStateException(
              PROPERTY + ": expected auto, scalar or vector, got " + wanted);
    };
  }

  /** Whether the processor multiplies and adds in one rounding, and may: slow without. */
  public static boolean hasFusedMultiplyAdd() {
    return !isSet("UseFMA", "false");
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
