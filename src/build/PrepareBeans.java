import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.springframework.boot.SpringApplicationAotProcessor;

/**
 * Has Spring write down the definitions of the service's beans, and puts them, compiled, beside the
 * classes of the program.
 *
 * <pre>
 * java -cp CLASSES:LIBRARIES src/build/PrepareBeans.java MAIN_CLASS GROUP ARTIFACT WORK CLASSES
 * </pre>
 *
 * It does what the goal {@code process-aot} of Spring Boot's Maven plugin does, which compiles with
 * the JDK that Maven runs on, and that may be too old. What a native image would need is left in
 * the folder {@code WORK}, which is made anew.
 */
final class PrepareBeans {

  private PrepareBeans() {}

  public static void main(String[] arguments) throws Exception {
    Path work = Path.of(arguments[3]);
    Path sources = work.resolve("sources");
    Path resources = work.resolve("resources");
    Path proxies = work.resolve("classes");
    Path classes = Path.of(arguments[4]);
    forget(sources, classes);
    SpringApplicationAotProcessor.main(
        new String[] {
          arguments[0],
          sources.toString(),
          resources.toString(),
          proxies.toString(),
          arguments[1],
          arguments[2]
        });
    copy(proxies, classes); // of configurations that need one, if there are any
    compile(sources, classes);
  }

  /** Deletes what came of the sources of the time before: beans may have gone since. */
  private static void forget(Path sources, Path classes) throws IOException {
    for (Path source : files(sources)) {
      Path relative = sources.relativize(source);
      String name = relative.getFileName().toString().replace(".java", "");
      for (Path file : files(classes.resolve(relative).getParent())) {
        if (file.getFileName().toString().matches(Pattern.quote(name) + "(\\$.*)?\\.class")) {
          Files.delete(file);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void compile(Path sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files(sources)))
              .call();
      if (!compiled) {
        throw new IllegalStateException("expected definitions of beans that compile");
      }
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
