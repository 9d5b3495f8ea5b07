package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.image.GrayImage;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ImageBatchTest {

  private static final int COUNT = 57;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void everyImageIsTheImageAlone(int threads) throws InterruptedException {
    var images = new AtomicReferenceArray<GrayImage>(COUNT);

    new ImageBatch(new FakeModel(), threads)
        .draw(
            COUNT,
            ImageBatchTest::command,
            (i, image) -> assertThat(images.getAndSet(i, image)).isNull());

    var alone = new ReverseDiffusion(new FakeModel());
    for (int i = 0; i < COUNT; i++) {
      assertThat(images.get(i).pixels()).isEqualTo(alone.draw(command(i)).pixels());
    }
  }

  @Test
  void aFailureEndsTheBatch() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(
            () ->
                new ImageBatch(new FakeModel(), 2)
                    .draw(
                        1_000_000,
                        i -> new GenerateCommand(i, 1, 1, 1, 28, SamplerType.DDPM),
                        (i, image) -> {}))
        .withMessageStartingWith("digit:");
  }

  @Test
  void needsAThread() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageBatch(new FakeModel(), 0));
  }

  private static GenerateCommand command(int i) {
    return new GenerateCommand(i % 10, 5 + i, 3, 1, 28, SamplerType.DDPM);
  }
}
