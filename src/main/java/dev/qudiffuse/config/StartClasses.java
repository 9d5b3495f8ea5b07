package dev.qudiffuse.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Classes that a start needs, in the order in which it comes to need them. To find them in the jars
 * and to define them is a quarter of what the main thread does, which the start waits for; another
 * thread that loads them ahead of it takes that off it.
 *
 * <p>The list is a hint: no class is initialised, so the program does the same with any list, or
 * none. {@code StartClassesTest} holds it to what a start loads, and writes it anew.
 */
final class StartClasses {

  /** In the jar: the names of classes, a line for each, and comments behind {@code #}. */
  static final String LIST = "/start-classes.txt";

  private StartClasses() {}

  /** Begins to load those on the list, on a thread of its own. */
  static void loadAhead() {
    ClassLoader loader = StartClasses.class.getClassLoader();
    var unused =
        Thread.ofPlatform()
            .name("start-classes")
            .daemon()
            .start(
                () -> {
                  var unusedCount = load(names(), loader);
                });
  }

  /**
   * Loads those that are there; the others are left to whoever needs them, who can say why.
   *
   * @return how many there are
   */
  static int load(List<String> names, ClassLoader loader) {
    int loaded = 0;
    for (String name : names) {
      try {
        var unused = Class.forName(name, false, loader);
        loaded++;
      } catch (ClassNotFoundException | LinkageError _) {
        // not logged: this begins before Spring Boot has set up logging
      }
    }
    return loaded;
  }

  /** Those on the list. */
  static List<String> names() {
    InputStream list = Objects.requireNonNull(StartClasses.class.getResourceAsStream(LIST), LIST);
    try (var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
