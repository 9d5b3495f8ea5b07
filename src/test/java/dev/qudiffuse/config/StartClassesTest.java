package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.ServiceProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StartClassesTest {

  private static final Path FILE = Path.of("src/main/resources" + StartClasses.LIST);
  private static final String HEAD =
      "# Classes that a start loads, in turn, for StartClasses to load ahead of it. A test holds this to what a start loads, and writes\n"
          + "# it anew: ./mvnw test -Dtest=StartClassesTest -Dpin\n";

  /** What {@code -Xlog:class+load} says of a class in a file that is not hidden. */
  private static final Pattern LOADED = Pattern.compile("^(\\S+) source: file:\\S+$");

  @TempDir private Path folder;

  /** Of a start that loads nothing ahead, so that each comes in its turn. */
  @Test
  void theListIsWhatAStartLoads() throws Exception {
    List<String> loaded = loadedByAStart();
    if (System.getProperty("pin") != null) {
      Files.writeString(FILE, HEAD + String.join("\n", loaded) + "\n");
    }
    List<String> listed;
    try (Stream<String> lines = Files.lines(FILE)) {
      listed = lines.filter(line -> !line.startsWith("#")).toList();
    }

    // not equal: some classes are loaded at one start and not at another
    assertThat(listed).doesNotHaveDuplicates();
    assertThat(common(listed, loaded))
        .isGreaterThan(97 * Math.max(listed.size(), loaded.size()) / 100);
  }

  private static int common(List<String> some, List<String> others) {
    Set<String> both = new HashSet<>(some);
    both.retainAll(new HashSet<>(others));
    return both.size();
  }

  @Test
  void theListNamesClassesThatAreThere() {
    List<String> names = StartClasses.names();

    assertThat(StartClasses.load(names, getClass().getClassLoader())).isEqualTo(names.size());
  }

  static final class Untouched {
    static final List<String> INITIALISED = new ArrayList<>();

    static {
      INITIALISED.add("expected nobody to initialise this");
      if (!INITIALISED.isEmpty()) {
        throw new IllegalStateException(INITIALISED.getFirst());
      }
    }
  }

  @Test
  void noClassIsInitialisedAndOneThatIsNotThereIsPassedOver() {
    List<String> names =
        List.of("dev.qudiffuse.NoSuchClass", Untouched.class.getName(), getClass().getName());

    assertThat(StartClasses.load(names, getClass().getClassLoader())).isEqualTo(2);
  }

  private List<String> loadedByAStart() throws IOException {
    Path noList = Files.createDirectory(folder.resolve("classes"));
    Files.createFile(noList.resolve(StartClasses.LIST.substring(1)));
    Path log = folder.resolve("loaded");
    List<String> options =
        List.of(
            "-cp",
            noList + File.pathSeparator + System.getProperty("java.class.path"),
            "-Xlog:class+load:file=" + log + "::filecount=0");
    try (var service = ServiceProcess.start(folder, options)) {
      service.terminate();
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(line -> LOADED.matcher(line.replaceFirst("^(\\[[^]]*])+ *", "")))
          .filter(line -> line.matches())
          .map(line -> line.group(1))
          .filter(name -> !isOfTests(name))
          .distinct()
          .toList();
    }
  }

  /** Of libraries that the tests' class path has, and the jar has not. */
  private static boolean isOfTests(String name) {
    return name.contains(".test.") || name.contains("junit") || name.contains("mockito");
  }
}
