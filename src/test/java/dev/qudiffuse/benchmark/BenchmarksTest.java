package dev.qudiffuse.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.model.HybridUNet;
import dev.qudiffuse.model.UNetConfiguration;
import dev.qudiffuse.quantum.BatchBenchmark;
import dev.qudiffuse.quantum.CircuitBenchmark;
import dev.qudiffuse.quantum.SimulatorBenchmark;
import dev.qudiffuse.quantum.execution.BinomialBenchmark;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Every benchmark of the project runs: once, untimed, in this JVM. */
class BenchmarksTest {

  @TempDir private static Path folder;

  private static Collection<RunResult> results;

  @BeforeAll
  static void runEachOnce() throws RunnerException {
    // No figure is taken here, so another benchmark on the machine does no harm.
    System.setProperty("jmh.ignoreLock", "true");
    try {
      results =
          new Runner(
                  new OptionsBuilder()
                      .forks(0)
                      .mode(Mode.SingleShotTime)
                      .warmupIterations(0)
                      .measurementIterations(1)
                      .shouldFailOnError(true)
                      // Circuits on 24 qubits would take most of the time of the whole test.
                      .param("qubits", "4", "16")
                      .output(folder.resolve("jmh.log").toString())
                      .build())
              .run();
    } finally {
      System.clearProperty("jmh.ignoreLock");
    }
  }

  @Test
  void allOfThemAreThere() {
    assertThat(results)
        .extracting(result -> result.getParams().getBenchmark())
        .contains(
            ConvolutionBenchmark.class.getName() + ".forward",
            ConvolutionBenchmark.class.getName() + ".inputGradient",
            ConvolutionBenchmark.class.getName() + ".weightGradient",
            FusedMultiplyAddBenchmark.class.getName() + ".multiplyAdd",
            CircuitBenchmark.class.getName() + ".forward",
            CircuitBenchmark.class.getName() + ".forwardAndBackward",
            SimulatorBenchmark.class.getName() + ".run",
            SimulatorBenchmark.class.getName() + ".gradient",
            BatchBenchmark.class.getName() + ".oneByOne",
            BatchBenchmark.class.getName() + ".batch",
            BinomialBenchmark.class.getName() + ".ours",
            BinomialBenchmark.class.getName() + ".commonsMath",
            DenoiserBenchmark.class.getName() + ".unguided",
            DenoiserBenchmark.class.getName() + ".guided",
            ImageBenchmark.class.getName() + ".image",
            TrainingStepBenchmark.class.getName() + ".gradient",
            TrainingStepBenchmark.class.getName() + ".trainerStep");
  }

  @Test
  void everyConvolutionShapeOfTheNetworkIsMeasured() throws NoSuchFieldException {
    var shapes = ConvolutionShapes.of(new HybridUNet(UNetConfiguration.standard()));
    Param measured =
        ConvolutionBenchmark.class.getDeclaredField("shape").getAnnotation(Param.class);
    assertThat(measured.value()).containsExactlyElementsOf(shapes.keySet());
  }

  @Test
  void theReportMeasuresWhatItNeedsAndNothingElse() throws CommandLineOptionException {
    var options = ConvolutionReport.options(new String[] {".*", "-f", "3"}).build();
    assertThat(options.getForkCount().get()).isEqualTo(3);
    assertThat(options.getIncludes()).hasSize(2);
    assertThat(results)
        .extracting(result -> result.getParams().getBenchmark())
        .filteredOn(
            name ->
                options.getIncludes().stream()
                    .anyMatch(pattern -> Pattern.compile(pattern).matcher(name).find()))
        .containsOnly(
            ConvolutionBenchmark.class.getName() + ".forward",
            ConvolutionBenchmark.class.getName() + ".inputGradient",
            ConvolutionBenchmark.class.getName() + ".weightGradient",
            FusedMultiplyAddBenchmark.class.getName() + ".multiplyAdd");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConvolutionReport.options(new String[] {"Image"}))
        .withMessageContaining("expected no choice of benchmarks")
        .withMessageContaining("[Image]");
  }

  @Test
  void theReportHasAFigureForEveryShapeAndPass() {
    String report = new ConvolutionReport("Once", results).toString();
    assertThat(report)
        .contains("Once: multiply-add loop")
        .contains(ConvolutionShapes.of(new HybridUNet(UNetConfiguration.standard())).keySet())
        .doesNotContain("NaN");
    assertThat(report.lines().filter(line -> line.startsWith("all, as often as used")))
        .singleElement()
        .asString()
        .contains(" 21 ", "58.43");
  }
}
