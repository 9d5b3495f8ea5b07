package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.image.GrayImage;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReverseDiffusionTest {

  private static final GenerateCommand COMMAND =
      new GenerateCommand(3, 11, 4, 1.5f, 28, SamplerType.DDPM);

  private final ReverseDiffusion reverseDiffusion = new ReverseDiffusion(new FakeModel());

  @Test
  void equalCommandsGiveEqualImagesWhateverWasDrawnBetween() {
    byte[] first = draw(COMMAND);
    draw(new GenerateCommand(8, 12, 7, 3, 100, SamplerType.DDPM));

    assertThat(draw(COMMAND)).isEqualTo(first);
  }

  static Stream<GenerateCommand> otherCommands() {
    return Stream.of(
        new GenerateCommand(4, 11, 4, 1.5f, 28, SamplerType.DDPM),
        new GenerateCommand(3, 12, 4, 1.5f, 28, SamplerType.DDPM),
        new GenerateCommand(3, 11, 5, 1.5f, 28, SamplerType.DDPM),
        new GenerateCommand(3, 11, 4, 2.5f, 28, SamplerType.DDPM),
        new GenerateCommand(3, 11, 4, 1.5f, 29, SamplerType.DDPM),
        new GenerateCommand(3, 11, 4, 1.5f, 28, SamplerType.DDIM));
  }

  @ParameterizedTest
  @MethodSource("otherCommands")
  void everyPartOfTheCommandCounts(GenerateCommand other) {
    assertThat(draw(other)).isNotEqualTo(draw(COMMAND));
  }

  @Test
  void theImageHasTheSizeAskedFor() {
    GrayImage image =
        reverseDiffusion.draw(new GenerateCommand(3, 11, 1, 1, 123, SamplerType.DDPM));

    assertThat(image.width()).isEqualTo(123);
    assertThat(image.height()).isEqualTo(123);
  }

  @Test
  void stopsBeforeTheStepAtWhichTheImageIsUnwanted() {
    var model = new FakeModel();

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> new ReverseDiffusion(model).draw(COMMAND, () -> model.steps() == 3));
    assertThat(model.steps()).isEqualTo(3);
  }

  private byte[] draw(GenerateCommand command) {
    return reverseDiffusion.draw(command).pixels().clone();
  }
}
