package dev.qudiffuse.cli;

import dev.qudiffuse.data.DataException;
import dev.qudiffuse.data.LabelledImages;
import dev.qudiffuse.data.Mnist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All shards of one run, each in a folder of its own.
 *
 * @param run the facts of any of them
 * @param folders where each lies, in the order of the run
 */
record SampleShards(SampleFacts run, List<Path> folders) implements SampleFiles.Source {

  /** How many missing shards are named. */
  private static final int NAMED = 20;

  /**
   * Looks for shards in the folders that {@code parent} holds. A folder without {@code
   * sample.json}, which a shard gets last, does not count as one.
   *
   * @param except a folder that is passed over
   * @throws DataException if a shard is missing or there twice, or they are not of one run
   */
  static SampleShards find(Path parent, Path except) throws IOException {
    SortedMap<Integer, Path> folders = new TreeMap<>();
    SampleFacts run = null;
    for (Path folder : foldersIn(parent, except)) {
      SampleFacts facts = SampleFacts.read(folder);
      if (facts == null) {
        continue;
      }
      if (run != null && !run.isOfSameRun(facts)) {
        throw new DataException(
            folder.resolve(SampleFacts.FILE),
            "a shard of the run of " + folders.firstEntry().getValue(),
            "one of another: " + facts.command());
      }
      run = facts;
      Path twin = folders.put(facts.part().index(), folder);
      if (twin != null) {
        throw new DataException(folder, "each shard once", facts.part() + " also in " + twin);
      }
    }
    if (run == null) {
      throw new DataException(parent, "folders that `sample --shard` has written", "none");
    }
    requireAll(parent, run.part().of(), folders);
    return new SampleShards(run, List.copyOf(folders.values()));
  }

  private static List<Path> foldersIn(Path parent, Path except) throws IOException {
    Path left = except.toAbsolutePath().normalize();
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(Files::isDirectory)
          .filter(folder -> !folder.toAbsolutePath().normalize().equals(left))
          .sorted()
          .toList();
    }
  }

  private static void requireAll(Path parent, int of, SortedMap<Integer, Path> folders) {
    int missing = of - folders.size();
    if (missing > 0) {
      String first =
          IntStream.range(0, of)
              .filter(index -> !folders.containsKey(index))
              .limit(NAMED)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(", "));
      throw new DataException(
          parent,
          "%d shards, 0 to %d".formatted(of, of - 1),
          "%d; missing: %s%s".formatted(folders.size(), first, missing > NAMED ? ", ..." : ""));
    }
  }

  /**
   * Hands over the images of one shard after the other, one of which is in memory at a time.
   *
   * @throws DataException if a shard is damaged
   */
  @Override
  public void forEach(SampleFiles.Sink sink) throws IOException {
    for (int index = 0; index < folders.size(); index++) {
      Path folder = folders.get(index);
      LabelledImages images = read(folder, new Shard(index, folders.size()).size(run.count()));
      for (int i = 0; i < images.count(); i++) {
        sink.accept(images.pixels(i), images.label(i));
      }
    }
  }

  private static LabelledImages read(Path folder, int count) {
    Path file = folder.resolve(SampleFiles.IMAGES);
    LabelledImages images = LabelledImages.read(file, folder.resolve(SampleFiles.LABELS));
    @Nullable SampleFacts facts = SampleFacts.read(folder);
    if (facts != null) {
      facts.requireImages(folder, images.sha256());
    }
    if (images.count() != count || images.rows() != Mnist.SIDE || images.columns() != Mnist.SIDE) {
      throw new DataException(
          file,
          "%d images of %dx%d".formatted(count, Mnist.SIDE, Mnist.SIDE),
          "%d of %dx%d".formatted(images.count(), images.rows(), images.columns()));
    }
    return images;
  }
}
