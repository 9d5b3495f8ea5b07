package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.PngEncoder;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.CircuitTimer;
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
    var alone =
        new ReverseDiffusion(
            TrainedModel.read(folder.resolve("tiny.safetensors"), CircuitTimer.NONE));

    assertThat(client.generate("digit=6&seed=5&steps=4&guidance=2&size=28").body())
        .isEqualTo(PngEncoder.encode(alone.draw(command)));
  }

  @Test
  void everyStepOfTheCircuitIsTimed() throws Exception {
    client.generate("digit=1&steps=4");

    assertThat(Client.text(new Client(managementPort).get("/actuator/prometheus")))
        .contains("qudiffuse_circuit_latency_seconds_count{step=\"999\"}")
        .contains("qudiffuse_circuit_latency_seconds_count{step=\"749\"}")
        .contains("qudiffuse_circuit_latency_seconds_count{step=\"499\"}")
        .contains("qudiffuse_circuit_latency_seconds_count{step=\"249\"}");
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
        .containsEntry("capacity", 64);
  }
}
