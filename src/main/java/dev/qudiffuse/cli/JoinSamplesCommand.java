package dev.qudiffuse.cli;

import dev.qudiffuse.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code join-samples}: makes one run's files of those of its shards. */
@Command(
    name = "join-samples",
    description = {
      "Puts together what `sample --shard` has drawn.",
      "The images and labels are those of `sample` without --shard, to the byte. All shards have to"
          + " be there, and be of one run."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets what is required
final class JoinSamplesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--samples",
      required = true,
      paramLabel = "DIR",
      description = "Folder that holds the shards' folders, whatever their names.")
  private Path samples;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the files; made if it is not there.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(samples)) {
      throw new DataException(
          samples,
          "a folder with the shards' folders",
          Files.exists(samples) ? "a file" : "nothing of that name");
    }
    SampleShards shards = SampleShards.find(samples, out);
    Files.createDirectories(out);
    String images = SampleFiles.write(out, shards.run().count(), shards::forEach);
    shards.run().whole(CommandLineText.of(spec), images).write(out);
    spec.commandLine().getOut().println("%,d images in %s".formatted(shards.run().count(), out));
    return ExitCode.OK;
  }
}
