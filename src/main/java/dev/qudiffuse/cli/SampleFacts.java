package dev.qudiffuse.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.qudiffuse.data.DataException;
import dev.qudiffuse.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code sample} writes beside its images: which weights drew them and how, so that what is
 * measured on them can be told of those weights and of no others.
 *
 * @param command the command line
 * @param model SHA-256 of the weights file
 * @param images SHA-256 of the images and labels, see {@link
 *     dev.qudiffuse.data.LabelledImages#sha256()}
 * @param shard which part of the run these are; absent if all of it
 * @param count number of images of the whole run, like {@code seed} and {@code digit}
 * @param digit what they show; absent if 0 to 9 in turn
 * @param backend how the circuit was run; absent in files that know of one way only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SampleFacts(
    String command,
    String model,
    String images,
    @Nullable Shard shard,
    int count,
    long seed,
    @Nullable Integer digit,
    int steps,
    float guidance,
    String sampler,
    float noiseScale,
    int guidedUpTo,
    @Nullable String backend) {

  static final String FILE = "sample.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  void write(Path folder) throws IOException {
    AtomicFile.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
  }

  /**
   * The facts of a run that was put together from its shards, of which this is one.
   *
   * @param command what put it together
   * @param images SHA-256 of all its images
   */
  SampleFacts whole(String command, String images) {
    return new SampleFacts(
        command,
        model,
        images,
        null,
        count,
        seed,
        digit,
        steps,
        guidance,
        sampler,
        noiseScale,
        guidedUpTo,
        backend);
  }

  /** Whether both are of one run, be it of other parts of it. */
  boolean isOfSameRun(SampleFacts other) {
    return whole("", "").equals(other.whole("", "")) && part().of() == other.part().of();
  }

  /** Which part of the run these are. */
  Shard part() {
    return shard != null ? shard : Shard.WHOLE;
  }

  /**
   * Reads the facts of a folder of samples; of one that something else has written there are none.
   *
   * @throws DataException if the file is damaged
   */
  static @Nullable SampleFacts read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), SampleFacts.class);
    } catch (JacksonException e) {
      throw new DataException(file, "what `sample` writes", "something else");
    } catch (IOException e) {
      throw new DataException(file, "a readable file", e);
    }
  }

  /**
   * Makes sure that these are the facts of the images that lie beside them.
   *
   * @param folder where they were read from
   * @param found SHA-256 of the images that are there
   * @throws DataException if they speak of other images
   */
  void requireImages(Path folder, String found) {
    if (!found.equals(images)) {
      throw new DataException(folder.resolve(FILE), "the images of SHA-256 " + images, found);
    }
  }
}
