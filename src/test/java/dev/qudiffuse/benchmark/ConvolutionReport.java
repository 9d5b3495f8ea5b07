package dev.qudiffuse.benchmark;

import dev.qudiffuse.model.HybridUNet;
import dev.qudiffuse.model.UNetConfiguration;
import dev.qudiffuse.nn.Convolution;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How near the network's convolutions come to a plain multiply-add loop measured in the same run.
 *
 * <p>The rate of a shape is twice the multiply-adds of its definition over the time taken, whatever
 * the algorithm: one that needs fewer may pass the loop. That of the network counts every shape as
 * often as it occurs.
 */
final class ConvolutionReport {

  /** The choice that the build passes on where the user made none. */
  private static final String EVERYTHING = ".*";

  /** A method of the benchmark, for how many images at once, and what the report calls it. */
  private record Pass(String method, int images, String title) {}

  private static final List<Pass> PASSES =
      List.of(
          new Pass("forward", 1, "forward"),
          new Pass("forward", 8, "8 images"),
          new Pass("inputGradient", 8, "d input"),
          new Pass("weightGradient", 8, "d weight"));

  private static final String LINE = "%-24s %4s %8s" + " %9s %6s".repeat(PASSES.size()) + "%n";

  private final String title;
  private final double loop;
  private final Map<String, Double> nanoseconds = new HashMap<>();

  /**
   * A report on a run of {@link ConvolutionBenchmark} and {@link FusedMultiplyAddBenchmark}.
   *
   * @param title what was special about the run
   */
  ConvolutionReport(String title, Collection<RunResult> results) {
    this.title = title;
    double loopTime = Double.NaN;
    for (RunResult result : results) {
      String benchmark = result.getParams().getBenchmark();
      if (benchmark.startsWith(FusedMultiplyAddBenchmark.class.getName() + ".")) {
        loopTime = nanoseconds(result.getPrimaryResult());
      } else if (benchmark.startsWith(ConvolutionBenchmark.class.getName() + ".")) {
        String pass = benchmark.substring(ConvolutionBenchmark.class.getName().length() + 1);
        nanoseconds.put(
            key(
                pass,
                Integer.parseInt(result.getParams().getParam("images")),
                result.getParams().getParam("shape")),
            nanoseconds(result.getPrimaryResult()));
      }
    }
    loop = rate(FusedMultiplyAddBenchmark.MULTIPLY_ADDS, loopTime);
  }

  private static double nanoseconds(Result<?> result) {
    String unit = result.getScoreUnit();
    if (!unit.equals("ns/op")) {
      throw new IllegalArgumentException("expected a score in ns/op, got " + unit);
    }
    return result.getScore();
  }

  private static String key(String pass, int images, String shape) {
    return pass + " " + images + " " + shape;
  }

  /** In GFLOP/s, where a multiply-add is two operations. */
  private static double rate(long multiplyAdds, double nanoseconds) {
    return 2 * multiplyAdds / nanoseconds;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "%n%s: multiply-add loop %.1f GFLOP/s, one core%n", title, loop));
    Object[] titles = new Object[3 + 2 * PASSES.size()];
    titles[0] = "convolution";
    titles[1] = "uses";
    titles[2] = "10^6 ma";
    for (int i = 0; i < PASSES.size(); i++) {
      titles[3 + 2 * i] = PASSES.get(i).title();
      titles[4 + 2 * i] = "/loop";
    }
    text.append(String.format(LINE, titles));
    long allMultiplyAdds = 0;
    double[] allNanoseconds = new double[PASSES.size()];
    int uses = 0;
    var shapes = ConvolutionShapes.of(new HybridUNet(UNetConfiguration.standard()));
    for (var shape : shapes.entrySet()) {
      List<Convolution> convolutions = shape.getValue();
      long multiplyAdds = convolutions.getFirst().multiplyAdds();
      double[] times = new double[PASSES.size()];
      for (int i = 0; i < times.length; i++) {
        Pass pass = PASSES.get(i);
        String key = key(pass.method(), pass.images(), shape.getKey());
        times[i] = nanoseconds.getOrDefault(key, Double.NaN) / pass.images();
        allNanoseconds[i] += convolutions.size() * times[i];
      }
      allMultiplyAdds += convolutions.size() * multiplyAdds;
      uses += convolutions.size();
      appendLine(text, shape.getKey(), convolutions.size(), multiplyAdds, times);
    }
    appendLine(text, "all, as often as used", uses, allMultiplyAdds, allNanoseconds);
    return text.toString();
  }

  private void appendLine(
      StringBuilder text, String name, int uses, long multiplyAdds, double[] times) {
    Object[] cells = new Object[3 + 2 * times.length];
    cells[0] = name;
    cells[1] = uses;
    cells[2] = String.format(Locale.ROOT, "%.2f", multiplyAdds / 1e6);
    for (int i = 0; i < times.length; i++) {
      double rate = rate(multiplyAdds, times[i]);
      cells[3 + 2 * i] = String.format(Locale.ROOT, "%.1f", rate);
      cells[4 + 2 * i] = String.format(Locale.ROOT, "%.0f%%", 100 * rate / loop);
    }
    text.append(String.format(LINE, cells));
  }

  /** Both benchmarks, with whatever JMH's {@code args} say besides. */
  static ChainedOptionsBuilder options(String[] args) throws CommandLineOptionException {
    List<String> choice = new CommandLineOptions(args).getIncludes();
    if (!choice.isEmpty() && !choice.equals(List.of(EVERYTHING))) {
      throw new IllegalArgumentException(
          "expected no choice of benchmarks, since the report needs them all, got " + choice);
    }
    String[] rest =
        Arrays.stream(args).filter(arg -> !arg.equals(EVERYTHING)).toArray(String[]::new);
    return new OptionsBuilder()
        .parent(new CommandLineOptions(rest))
        .include(pattern(ConvolutionBenchmark.class))
        .include(pattern(FusedMultiplyAddBenchmark.class));
  }

  private static String pattern(Class<?> benchmark) {
    return "^" + benchmark.getName().replace(".", "\\.") + "\\.";
  }

  /**
   * Measures at the machine's full vector width and then at 256 bits, and prints both reports.
   *
   * @param args options of JMH
   */
  public static void main(String[] args) throws CommandLineOptionException, RunnerException {
    Collection<RunResult> full = new Runner(options(args).build()).run();
    Collection<RunResult> narrow =
        new Runner(options(args).jvmArgsAppend("-XX:UseAVX=2").build()).run();
    System.out.println(new ConvolutionReport("Full vector width", full));
    System.out.println(new ConvolutionReport("-XX:UseAVX=2", narrow));
  }
}
