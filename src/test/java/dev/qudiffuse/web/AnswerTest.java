package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.DrawnImage;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.StepReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class AnswerTest {

  private static final DrawnImage.Timing TIMING =
      new DrawnImage.Timing(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** By then there are no pixels left to encode, and the time it took does not change. */
  @ParameterizedTest
  @EnumSource
  void theRequestsThreadWritesWhatAThreadThatDrawsHasEncoded(Representation representation)
      throws IOException {
    List<GenerateCommand> commands =
        IntStream.range(0, representation == Representation.GIF ? 1 : 2)
            .mapToObj(seed -> new GenerateCommand(3, seed, 1, 1, 100, SamplerType.DDPM))
            .toList();
    float[] pixels = new float[GenerateCommand.NATIVE_SIZE * GenerateCommand.NATIVE_SIZE];
    Answer answer =
        Answer.of(
            representation,
            new GenerationFacts(commands, "fake", "f".repeat(64)),
            JsonMapper.shared());
    for (int i = 0; i < commands.size(); i++) {
      answer.watcher().onStep(new StepReport(commands.get(i), i, 0, 0, 0, 0, 0), pixels);
    }
    answer.watcher().onDrawn(images(commands, pixels));

    MockHttpServletResponse first = write(answer, images(commands, new float[0]));
    MockHttpServletResponse second = write(answer, images(commands, new float[0]));

    assertThat(first.getContentAsByteArray())
        .hasSizeGreaterThan(100)
        .isEqualTo(second.getContentAsByteArray());
    assertThat(first.getHeaders("Server-Timing")).isEqualTo(second.getHeaders("Server-Timing"));
  }

  private static List<DrawnImage> images(List<GenerateCommand> commands, float[] pixels) {
    return commands.stream().map(command -> new DrawnImage(command, pixels, TIMING)).toList();
  }

  private static MockHttpServletResponse write(Answer answer, List<DrawnImage> images)
      throws IOException {
    var response = new MockHttpServletResponse();
    answer.write(images, response);
    return response;
  }
}
