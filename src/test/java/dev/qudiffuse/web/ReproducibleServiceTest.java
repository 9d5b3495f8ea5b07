package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.Application;
import dev.qudiffuse.cli.QuDiffuseCommand;
import dev.qudiffuse.data.IdxReader;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.generation.TrainedModel;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;

/**
 * The service with the model in the jar, with one generation thread and with two: it draws under
 * load what it draws alone, and what {@code sample} draws in a batch.
 */
@Timeout(120)
class ReproducibleServiceTest {

  private static final int NATIVE = GenerateCommand.NATIVE_SIZE;

  /** All at once, they fit the queue, which holds 64. */
  private static final int CALLS = 48;

  private static final int BATCH = 24;
  private static final int BATCH_SEED = 40;

  /** Commands of every kind, and what one thread that does nothing else draws for each. */
  private static final Map<GenerateCommand, byte[]> ALONE = new LinkedHashMap<>();

  /** Images of a batch, and the commands of which each should be the single image. */
  private static final Map<GenerateCommand, byte[]> IN_A_BATCH = new LinkedHashMap<>();

  @TempDir private static Path folder;

  @BeforeAll
  static void drawAlone() {
    GenerationDefaults defaults = GenerationDefaults.STANDARD;
    int[] sizes = {NATIVE, 100, defaults.size()};
    List<GenerateCommand> commands = new ArrayList<>();
    commands.add(
        new GenerateCommand(
            5, 7, defaults.steps(), defaults.guidance(), defaults.size(), SamplerType.DDPM));
    for (int i = 0; i < 12; i++) {
      commands.add(
          new GenerateCommand(
              i % 10, 1000 - 90 * i, 1 + i % 5, 0.5f * i, sizes[i % 3], SamplerType.DDPM));
    }
    TrainedModel model = TrainedModel.shipped();
    var drawing = new ReverseDiffusion(model);
    for (GenerateCommand command : commands) {
      ALONE.put(command, ServicePng.of(drawing.draw(command), command, "default", model.sha256()));
    }
  }

  @BeforeAll
  static void drawABatch() {
    String sample = "sample --count %d --seed %d --steps 3 --guidance 2 --threads 2 --out %s";
    assertThat(
            QuDiffuseCommand.commandLine()
                .execute(sample.formatted(BATCH, BATCH_SEED, folder).split(" ")))
        .isZero();
    byte[] pixels = IdxReader.readImages(folder.resolve("images-idx3-ubyte")).pixels();
    byte[] labels = IdxReader.readLabels(folder.resolve("labels-idx1-ubyte"));
    for (int i = 0; i < BATCH; i++) {
      IN_A_BATCH.put(
          new GenerateCommand(labels[i], BATCH_SEED + i, 3, 2, NATIVE, SamplerType.DDPM),
          Arrays.copyOfRange(pixels, i * NATIVE * NATIVE, (i + 1) * NATIVE * NATIVE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void drawsTheSameAloneUnderLoadAndInABatch(int threads) throws Exception {
    try (var service =
        SpringApplication.run(
            Application.class, "--server.port=0", "--qudiffuse.threads=" + threads)) {
      int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      var client = new Client(port);

      drawsTheSameAlone(client);
      drawsTheSameUnderLoad(client);
      drawsTheImagesOfTheBatch(client);
    }
  }

  private static void drawsTheSameAlone(Client client) throws Exception {
    for (var alone : ALONE.entrySet()) {
      assertThat(draw(client, alone.getKey()))
          .as("%s, alone", alone.getKey())
          .isEqualTo(alone.getValue());
    }
  }

  /** Every drawing is asked for several times, among other neighbours each time. */
  private static void drawsTheSameUnderLoad(Client client) throws Exception {
    List<GenerateCommand> commands = List.copyOf(ALONE.keySet());
    List<GenerateCommand> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(commands.get(i % commands.size()));
    }
    Collections.shuffle(calls, new Random(CALLS));

    List<byte[]> images = drawAtOnce(client, calls);

    for (int i = 0; i < CALLS; i++) {
      assertThat(images.get(i))
          .as("%s, call %d under load", calls.get(i), i)
          .isEqualTo(ALONE.get(calls.get(i)));
    }
  }

  private static void drawsTheImagesOfTheBatch(Client client) throws Exception {
    List<GenerateCommand> calls = List.copyOf(IN_A_BATCH.keySet());

    List<byte[]> images = drawAtOnce(client, calls);

    assertThat(images).hasSize(BATCH);
    for (int i = 0; i < BATCH; i++) {
      assertThat(pixels(images.get(i)))
          .as("%s, image %d of the batch", calls.get(i), i)
          .isEqualTo(IN_A_BATCH.get(calls.get(i)));
    }
  }

  private static List<byte[]> drawAtOnce(Client client, List<GenerateCommand> commands)
      throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> results =
          callers.invokeAll(
              commands.stream()
                  .<Callable<byte[]>>map(command -> () -> draw(client, command))
                  .toList());
      List<byte[]> images = new ArrayList<>();
      for (Future<byte[]> result : results) {
        images.add(result.get());
      }
      return images;
    }
  }

  private static byte[] draw(Client client, GenerateCommand command) throws Exception {
    HttpResponse<byte[]> response =
        client.generate(
            "digit=%d&seed=%d&steps=%d&guidance=%s&size=%d"
                .formatted(
                    command.digit(),
                    command.seed(),
                    command.steps(),
                    command.guidance(),
                    command.size()));
    assertThat(response.statusCode()).as(() -> Client.text(response)).isEqualTo(200);
    return response.body();
  }

  private static byte[] pixels(byte[] png) throws IOException {
    var raster = ImageIO.read(new ByteArrayInputStream(png)).getRaster();
    return ((DataBufferByte) raster.getDataBuffer()).getData();
  }
}
