package dev.qudiffuse.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.io.Sha256;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestTest {

  private static final String HOW_TO_PIN = "if another model was meant to be shipped, pin these";

  @TempDir private Path folder;

  @Test
  void theShippedModelIsPinned() {
    TrainedModel shipped = TrainedModel.shipped();
    GrayImage image = new ReverseDiffusion(shipped).draw(SelfTest.COMMAND);

    assertThat(shipped.sha256()).as(HOW_TO_PIN).isEqualTo(SelfTest.MODEL);
    assertThat(Sha256.hex(image.pixels())).as(HOW_TO_PIN).isEqualTo(SelfTest.PIXELS);
    assertThat(SelfTest.run(shipped)).isEmpty();
  }

  @Test
  void otherPixelsThanPinnedAreFound() {
    TrainedModel other = TrainedModel.read(TinyModel.write(folder.resolve("tiny")));

    assertThat(SelfTest.run(other, SelfTest.PIXELS))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .startsWith("expected pixels with SHA-256 " + SelfTest.PIXELS + ", got "));
  }

  @Test
  void aModelThatNothingIsPinnedForHasToDrawTheSameTwice() {
    TrainedModel other = TrainedModel.read(TinyModel.write(folder.resolve("tiny")));

    assertThat(SelfTest.run(other)).isEmpty();
  }
}
