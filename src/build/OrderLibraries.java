import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Puts those libraries of the jar first that a start loads most of its classes from. Java looks for
 * a class in one library after the other, and Spring Boot's plugin has them in the order of the
 * alphabet, in which Spring's own come last.
 *
 * <pre>java src/build/OrderLibraries.java JAR</pre>
 *
 * Every file of the jar stays as it is, but for the list of the libraries. Where two libraries have
 * a file of one name, Java may now find the other first.
 */
final class OrderLibraries {

  /** By how many classes {@code -Xlog:class+load} shows of each when the service starts. */
  private static final List<String> FIRST =
      List.of(
          "jackson-databind",
          "tomcat-embed-core",
          "spring-boot",
          "spring-core",
          "spring-web",
          "spring-context",
          "spring-webmvc",
          "spring-beans",
          "logback-core",
          "spring-boot-autoconfigure",
          "spring-boot-actuator",
          "jackson-core",
          "springdoc-openapi-starter-common",
          "micrometer-core",
          "swagger-core-jakarta",
          "logback-classic",
          "spring-expression",
          "spring-boot-health",
          "spring-boot-webmvc",
          "spring-boot-web-server",
          "swagger-models-jakarta",
          "jackson-datatype-jsr310",
          "jackson-annotations",
          "spring-boot-micrometer-metrics",
          "swagger-annotations-jakarta",
          "spring-boot-tomcat",
          "spring-boot-actuator-autoconfigure");

  private static final String LIBRARIES = "BOOT-INF/lib/";

  /** The same order for whoever extracts the jar: a line for each library, in quotes. */
  private static final String INDEX = "BOOT-INF/classpath.idx";

  private OrderLibraries() {}

  public static void main(String[] arguments) throws IOException {
    Path jar = Path.of(arguments[0]);
    Path ordered = jar.resolveSibling(jar.getFileName() + ".ordered");
    try (var from = new ZipFile(jar.toFile())) {
      List<ZipEntry> entries = new ArrayList<>(from.stream().toList());
      requireAll(entries);
      entries.sort(Comparator.comparingInt(entry -> rank(entry.getName())));
      try (var to = new ZipOutputStream(Files.newOutputStream(ordered))) {
        for (ZipEntry entry : entries) {
          copy(from, entry, to);
        }
      }
    }
    Files.setLastModifiedTime(ordered, Files.getLastModifiedTime(jar)); // equal in every build
    Files.move(ordered, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void requireAll(List<ZipEntry> entries) {
    FIRST.stream()
        .filter(library -> entries.stream().noneMatch(entry -> isOf(library, entry.getName())))
        .findFirst()
        .ifPresent(
            library -> {
              throw new IllegalStateException(
                  "expected a library %s in the jar, found none: its name belongs out of %s"
                      .formatted(library, OrderLibraries.class.getSimpleName()));
            });
  }

  private static void copy(ZipFile from, ZipEntry entry, ZipOutputStream to) throws IOException {
    var same = new ZipEntry(entry);
    byte[] content = from.getInputStream(entry).readAllBytes();
    if (entry.getName().equals(INDEX)) {
      content =
          new String(content, StandardCharsets.UTF_8)
              .lines()
              .sorted(Comparator.comparingInt(line -> rank(line.replaceAll("^- \"|\"$", ""))))
              .collect(Collectors.joining("\n", "", "\n"))
              .getBytes(StandardCharsets.UTF_8);
      same = new ZipEntry(INDEX);
      same.setTimeLocal(entry.getTimeLocal());
    }
    if (same.getMethod() != ZipEntry.STORED) {
      same.setCompressedSize(-1); // compressed anew
    }
    to.putNextEntry(same);
    to.write(content);
    to.closeEntry();
  }

  /** What is not a library keeps its place before them all, and those not named here theirs. */
  private static int rank(String name) {
    if (!name.startsWith(LIBRARIES) || name.equals(LIBRARIES)) {
      return -1;
    }
    return IntStream.range(0, FIRST.size())
        .filter(i -> isOf(FIRST.get(i), name))
        .findFirst()
        .orElse(FIRST.size());
  }

  /** Its name, a dash, and a version. */
  private static boolean isOf(String library, String name) {
    return name.startsWith(LIBRARIES + library + "-")
        && Character.isDigit(name.charAt((LIBRARIES + library + "-").length()));
  }
}
