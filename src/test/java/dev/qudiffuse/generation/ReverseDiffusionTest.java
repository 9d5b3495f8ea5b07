package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.model.CircuitBackend;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
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
        new GenerateCommand(3, 11, 4, 1.5f, 28, SamplerType.DDIM),
        on(new CircuitBackend.Shots(5)),
        on(new CircuitBackend.Noisy(0.1)));
  }

  private static GenerateCommand on(CircuitBackend backend) {
    return new GenerateCommand(
        3, 11, 4, 1.5f, 28, SamplerType.DDPM, Tempering.usual(SamplerType.DDPM), backend);
  }

  @ParameterizedTest
  @MethodSource("otherCommands")
  void everyPartOfTheCommandCounts(GenerateCommand other) {
    assertThat(draw(other)).isNotEqualTo(draw(COMMAND));
  }

  /** The fake shows the first number that it draws, so an image must not go on from another's. */
  @Test
  void everyImagesMeasurementsBeginAnew() {
    byte[] first = draw(on(new CircuitBackend.Shots(5)));

    assertThat(draw(on(new CircuitBackend.Shots(5)))).isEqualTo(first);
  }

  @Test
  void measurementsAreIndependentOfTheDiffusionsNoise() {
    double[] measurements = new double[1000];
    double[] noise = new double[measurements.length];
    for (int seed = 0; seed < measurements.length; seed++) {
      measurements[seed] = Drawing.measurements(seed).nextGaussian();
      noise[seed] = Randomness.of(seed).nextGaussian();
    }
    // Five standard errors of a correlation of 0.
    assertThat(new PearsonsCorrelation().correlation(measurements, noise))
        .isBetween(-5 / Math.sqrt(1000), 5 / Math.sqrt(1000));
    assertThat(Drawing.measurements(7).nextLong())
        .isEqualTo(Randomness.of(Randomness.derive(7, 0)).nextLong());
  }

  @Test
  void theImageHasTheSizeAskedFor() {
    GrayImage image =
        reverseDiffusion.draw(new GenerateCommand(3, 11, 1, 1, 123, SamplerType.DDPM));

    assertThat(image.width()).isEqualTo(123);
    assertThat(image.height()).isEqualTo(123);
  }

  private byte[] draw(GenerateCommand command) {
    return reverseDiffusion.draw(command).pixels().clone();
  }
}
