package dev.qudiffuse.cli;

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
 */
record SampleFacts(
    String command,
    String model,
    String images,
    int count,
    long seed,
    int steps,
    float guidance,
    String sampler,
    float noiseScale,
    int guidedUpTo) {

  static final String FILE = "sample.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  void write(Path folder) throws IOException {
    AtomicFile.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
  }

  /**
   * Reads the facts of a folder of samples; of one that something else has written there are none.
   *
   * @param images the SHA-256 of the images that are there
   * @throws DataException if the file is damaged, or speaks of other images
   */
  static @Nullable SampleFacts read(Path folder, String images) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    SampleFacts facts;
    try {
      facts = JSON.readValue(Files.readAllBytes(file), SampleFacts.class);
    } catch (JacksonException e) {
      throw new DataException(file, "what `sample` writes", "something else");
    } catch (IOException e) {
      throw new DataException(file, "a readable file", e);
    }
    if (!images.equals(facts.images)) {
      throw new DataException(file, "the images of SHA-256 " + facts.images, images);
    }
    return facts;
  }
}
