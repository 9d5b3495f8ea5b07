package dev.qudiffuse.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.qudiffuse.data.DataException;
import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.data.Mnist;
import dev.qudiffuse.evaluation.DigitResult;
import dev.qudiffuse.evaluation.Evaluation;
import dev.qudiffuse.evaluation.EvaluationReport;
import dev.qudiffuse.evaluation.Evaluator;
import dev.qudiffuse.io.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
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

  private static final String IMAGES = SampleFiles.IMAGES;
  private static final String LABELS = SampleFiles.LABELS;

  @Spec private CommandSpec spec;

  @Mixin private DataOption data;

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

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File for the report as JSON, whatever is printed.")
  private @Nullable Path out;

  /**
   * A report and where it comes from.
   *
   * @param command the command line that made it
   * @param sampling how the images were drawn, where {@code sample} has said so
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"command", "sampling"})
  record Findings(
      String command, @Nullable SampleFacts sampling, @JsonUnwrapped EvaluationReport report) {}

  @Override
  public Integer call() throws IOException {
    LabelledImages drawn = readSamples();
    SampleFacts sampling = SampleFacts.read(samples);
    if (sampling != null) {
      sampling.requireImages(samples, drawn.sha256());
    }
    LabelledImages train = data.load(Mnist.Split.TRAIN);
    LabelledImages test = data.load(Mnist.Split.TEST);
    Evaluator reader = evaluator == null ? Evaluator.shipped() : Evaluator.read(evaluator);
    var evaluation = new Evaluation(reader, train, test);

    EvaluationReport report;
    try (ProgressBar bar = progressBar(evaluation.imagesToRead(drawn.count()))) {
      report = evaluation.of(drawn, bar::step);
    }
    String findings = toJson(new Findings(CommandLineText.of(spec), sampling, report));
    if (out != null) {
      AtomicFile.write(out, findings.getBytes(StandardCharsets.UTF_8));
    }
    PrintWriter printer = spec.commandLine().getOut();
    printer.println(json ? findings : EvaluationTable.of(report));
    printer.flush();
    return ExitCode.OK;
  }

  private static ProgressBar progressBar(int images) {
    return ConsoleBar.builder()
        .setTaskName("evaluate")
        .setInitialMax(images)
        .setUnit(" images", 1)
        .showSpeed()
        .build();
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

  private static String toJson(Findings findings) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .addMixIn(DigitResult.class, WithAccuracy.class)
        .build()
        .writeValueAsString(findings);
  }

  /** Makes JSON say what {@link DigitResult} computes. */
  private interface WithAccuracy {
    @JsonProperty
    double accuracy();
  }
}
