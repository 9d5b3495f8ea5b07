package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service with a network of its own, small and untrained, from a file. */
@ServiceTest
class TrainedServiceTest {

  @TempDir private static Path folder;

  @LocalServerPort private int port;
  @LocalManagementPort private int managementPort;
  private Client client;

  @DynamicPropertySource
  static void model(DynamicPropertyRegistry registry) {
    registry.add("qudiffuse.model", () -> TinyModel.write(folder.resolve("tiny.safetensors")));
  }

  @BeforeEach
  void connect() {
    client = new Client(port);
  }

  @Test
  void drawsWithTheNetworkOfTheFile() throws Exception {
    var command = new GenerateCommand(6, 5, 4, 2, 28, SamplerType.DDPM);
    TrainedModel model = TrainedModel.read(folder.resolve("tiny.safetensors"));
    GrayImage alone = new ReverseDiffusion(model).draw(command);

    assertThat(client.generate("digit=6&seed=5&steps=4&guidance=2&size=28").body())
        .isEqualTo(ServicePng.of(alone, command, "custom", model.sha256()));
  }

  @Test
  void everyStepOfTheCircuitIsTimed() throws Exception {
    client.generate("digit=1&steps=4");

    assertThat(Client.text(new Client(managementPort).get("/actuator/prometheus")))
        .containsPattern(series(950))
        .containsPattern(series(700))
        .containsPattern(series(450))
        .containsPattern(series(200));
  }

  private static String series(int step) {
    return "qudiffuse_circuit_latency_seconds_count\\{circuit=\"custom-bottleneck\",model=\"custom\",step=\"%d\"} [1-9]"
        .formatted(step);
  }

  @Test
  void aModelOfUnknownOriginHasACardThatSaysSo() throws Exception {
    Map<String, Object> card = Client.json(client.get("/models/custom"));

    assertThat(card)
        .containsEntry("id", "custom")
        .containsEntry("sha256", Checkpoint.read(folder.resolve("tiny.safetensors")).sha256())
        .containsEntry("quality", null)
        .containsEntry("license", null);
    assertThat(card)
        .extracting("training", InstanceOfAssertFactories.MAP)
        .containsEntry("command", null);
    assertThat(card)
        .extracting("training")
        .extracting("data", InstanceOfAssertFactories.MAP)
        .containsEntry("sha256", null)
        .containsEntry("dataset", null);
  }

  @Test
  void healthSaysWhichModelDraws() throws Exception {
    Map<String, Object> health = Client.json(new Client(managementPort).get("/actuator/health"));

    assertThat(health)
        .extracting("components")
        .extracting("generation")
        .extracting("details", InstanceOfAssertFactories.MAP)
        .containsEntry("model", folder.resolve("tiny.safetensors").toString())
        .containsEntry("sha256", Checkpoint.read(folder.resolve("tiny.safetensors")).sha256())
        .containsEntry("capacity", 256);
  }
}
