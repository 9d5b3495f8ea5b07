package dev.qudiffuse.simd;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;

/**
 * The module of the Vector API. While it incubates, Java leaves it out unless told otherwise: by
 * {@code --add-modules jdk.incubator.vector}, or, later, by whoever may call what Java itself adds
 * modules with for agents, {@code jdk.internal.module.Modules}. The jar's manifest exports that to
 * us ({@code Add-Exports}), so that {@code java -jar} needs no flags. It is exported to all code in
 * the process with that, none of which is foreign here.
 *
 * <p>With the flag, moreover, the JVM uses neither the graph of modules that its own archive has,
 * nor the links between the classes in an ahead-of-time cache.
 */
final class VectorModule {

  private static final Logger LOG = System.getLogger(VectorModule.class.getName());

  static final String NAME = "jdk.incubator.vector";

  private VectorModule() {}

  /** Sees to it that the module is there; false if this Java was told, or knows, no way. */
  static boolean load() {
    return ModuleLayer.boot().findModule(NAME).isPresent() || add();
  }

  /** Within Java 25, that is; another may have renamed what is internal to it. */
  private static boolean add() {
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
      return true;
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException e) {
      LOG.log(Level.DEBUG, "cannot load " + NAME, e);
      return false; // which is told by whoever asks
    }
  }
}
