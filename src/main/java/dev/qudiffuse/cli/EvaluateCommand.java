package dev.qudiffuse.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.qudiffuse.data.DataException;
import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.data.Mnist;
import dev.qudiffuse.evaluation.DigitResult;
import dev.qudiffuse.evaluation.Evaluation;
import dev.qudiffuse.evaluation.EvaluationReport;
import dev.qudiffuse.evaluation.Evaluator;
import dev.qudiffuse.evaluation.Readings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code evaluate}: says how good generated digits are, as a table or as JSON. */
@Command(
    name = "evaluate",
    description =
        "Reads generated digits with a classifier and compares them with MNIST's test set.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets what is required
final class EvaluateCommand implements Callable<Integer> {

  private static final String IMAGES = SampleCommand.IMAGES;
  private static final String LABELS = SampleCommand.LABELS;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder with the four MNIST files, gzipped or not.")
  private Path data;

  @Option(
      names = "--samples",
      required = true,
      paramLabel = "DIR",
      description = "Folder that `sample` has written: " + IMAGES + " and " + LABELS + ".")
  private Path samples;

  @Option(
      names = "--evaluator",
      paramLabel = "FILE",
      description = "Weights of the classifier. When not given, those in the jar.")
  private @Nullable Path evaluator;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    LabelledImages drawn = readSamples();
    LabelledImages train = Mnist.load(data, Mnist.Split.TRAIN);
    LabelledImages test = Mnist.load(data, Mnist.Split.TEST);
    Evaluator reader = evaluator == null ? Evaluator.shipped() : Evaluator.read(evaluator);
    var evaluation = new Evaluation(reader, train, test);

    EvaluationReport report;
    try (var bar = new Bar(evaluation.imagesToRead(drawn.count()))) {
      report = evaluation.of(drawn, bar);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? toJson(report) : EvaluationTable.of(report));
    out.flush();
    return ExitCode.OK;
  }

  private LabelledImages readSamples() {
    if (!Files.isDirectory(samples)) {
      throw new DataException(
          samples,
          "a folder with " + IMAGES + " and " + LABELS,
          Files.exists(samples) ? "a file" : "nothing of that name");
    }
    Path imageFile = samples.resolve(IMAGES);
    LabelledImages drawn = LabelledImages.read(imageFile, samples.resolve(LABELS));
    if (drawn.rows() != Mnist.SIDE || drawn.columns() != Mnist.SIDE) {
      throw new DataException(
          imageFile,
          "images of %dx%d".formatted(Mnist.SIDE, Mnist.SIDE),
          "%dx%d".formatted(drawn.rows(), drawn.columns()));
    }
    if (drawn.count() <= Evaluation.NEIGHBOURS) {
      throw new DataException(
          imageFile,
          "at least %d images".formatted(Evaluation.NEIGHBOURS + 1),
          Integer.toString(drawn.count()));
    }
    return drawn;
  }

  private static String toJson(EvaluationReport report) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .addMixIn(DigitResult.class, WithAccuracy.class)
        .build()
        .writeValueAsString(report);
  }

  /** Makes JSON say what {@link DigitResult} computes. */
  private interface WithAccuracy {
    @JsonProperty
    double accuracy();
  }

  /** A progress bar on the error stream of a terminal, nothing elsewhere: the report is short. */
  private static final class Bar implements Readings.Progress, AutoCloseable {
    private final @Nullable ProgressBar bar;

    Bar(int images) {
      boolean terminal = System.console() != null && System.console().isTerminal();
      bar =
          terminal
              ? new ProgressBarBuilder()
                  .setTaskName("evaluate")
                  .setInitialMax(images)
                  .setStyle(ProgressBarStyle.ASCII)
                  .setUnit(" images", 1)
                  .showSpeed()
                  .setUpdateIntervalMillis(250)
                  .build()
              : null;
    }

    @Override
    public void readOne() {
      if (bar != null) {
        bar.step();
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }
}
