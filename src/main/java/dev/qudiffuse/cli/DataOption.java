package dev.qudiffuse.cli;

import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.data.Mnist;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data}, the same in every command that has it. */
@SuppressWarnings("NullAway.Init") // picocli sets what is required
final class DataOption {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder with the four MNIST files, gzipped or not.")
  private Path folder;

  /** Reads one half of the data. */
  LabelledImages load(Mnist.Split split) {
    return Mnist.load(folder, split);
  }
}
