package dev.qudiffuse.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.qudiffuse.nn.Initializer;
import dev.qudiffuse.nn.ParameterGroup;
import dev.qudiffuse.nn.ParameterLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  private static final ParameterLayout LAYOUT =
      new LayoutBuilder().add("conv.weight", 2, 2).add("conv.bias", 2).add("angle").build();
  private static final float[] VALUES = {1, 2, 3, 4, 5, 6, 7};

  @TempDir private Path directory;

  @Test
  void parametersComeBackInTheOrderOfTheLayout() throws IOException {
    Path file = directory.resolve("model");
    String sha256 =
        Checkpoint.builder()
            .metadata("steps", "10")
            .metadata(Map.of("seed", "1"))
            .parameters(LAYOUT, VALUES)
            .write(file);

    Checkpoint checkpoint = Checkpoint.read(file);

    assertThat(checkpoint.parameters(LAYOUT)).containsExactly(VALUES);
    assertThat(checkpoint.metadata("steps")).isEqualTo("10");
    assertThat(checkpoint.metadata()).isEqualTo(Map.of("steps", "10", "seed", "1"));
    assertThat(checkpoint.sha256()).isEqualTo(sha256);
    assertThat(checkpoint.source()).isEqualTo(file.toString());
    try (InputStream in = Files.newInputStream(file)) {
      Checkpoint streamed = Checkpoint.read("classpath:model", in);
      assertThat(streamed.parameters(LAYOUT)).containsExactly(VALUES);
      assertThat(streamed.source()).isEqualTo("classpath:model");
    }
  }

  /** Names decide, so a network may add its parameters in another order than when it was saved. */
  @Test
  void anotherOrderOfTheSameParametersIsTheSameNetwork() {
    Checkpoint checkpoint = write(Checkpoint.builder().parameters(LAYOUT, VALUES));
    ParameterLayout reordered =
        new LayoutBuilder().add("angle").add("conv.weight", 2, 2).add("conv.bias", 2).build();

    assertThat(checkpoint.parameters(reordered)).containsExactly(7, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void severalSetsLieSideBySide() {
    float[] average = {10, 20, 30, 40, 50, 60, 70};
    Checkpoint checkpoint =
        write(
            Checkpoint.builder()
                .parameters("model.", LAYOUT, VALUES)
                .parameters("average.", LAYOUT, average)
                .tensor("losses", new Tensor(List.of(2), new float[] {0.5f, 0.25f})));

    assertThat(checkpoint.parameters("model.", LAYOUT)).containsExactly(VALUES);
    assertThat(checkpoint.parameters("average.", LAYOUT)).containsExactly(average);
    assertThat(checkpoint.tensor("losses").values()).containsExactly(0.5f, 0.25f);
  }

  @Test
  void writesACopy() {
    float[] values = VALUES.clone();
    Checkpoint.Builder builder = Checkpoint.builder().parameters(LAYOUT, values);
    values[0] = 99;

    assertThat(write(builder).parameters(LAYOUT)).containsExactly(VALUES);
  }

  @Test
  void saysHowAnotherNetworkDiffers() {
    Checkpoint checkpoint = write(Checkpoint.builder().parameters(LAYOUT, VALUES));
    ParameterLayout other =
        new LayoutBuilder().add("conv.weight", 4).add("conv.bias", 2).add("angles", 1).build();

    assertFails(
        () -> checkpoint.parameters(other),
        "expected the 3 parameters of this network, found missing: angles; unexpected: angle;"
            + " of other shape: conv.weight [2, 2] for [4]");
  }

  @Test
  void listsOnlyTheFirstOfManyDifferences() {
    LayoutBuilder large = new LayoutBuilder();
    for (int i = 0; i < 50; i++) {
      large.add("layer" + i, 1);
    }
    Checkpoint checkpoint = write(Checkpoint.builder().parameters(LAYOUT, VALUES));

    assertFails(
        () -> checkpoint.parameters(large.build()),
        "expected the 50 parameters of this network, found missing: layer0, layer1, layer2 and 47"
            + " more; unexpected: conv.weight, conv.bias, angle");
  }

  @Test
  void aSetMustBeCompleteUnderItsPrefix() {
    Checkpoint checkpoint =
        write(
            Checkpoint.builder()
                .parameters("model.", LAYOUT, VALUES)
                .tensor("model.extra", new Tensor(List.of(), new float[1])));

    assertFails(
        () -> checkpoint.parameters("model.", LAYOUT),
        "expected the 3 parameters of this network under 'model.', found unexpected: model.extra");
    assertFails(
        () -> checkpoint.parameters("average.", LAYOUT),
        "expected the 3 parameters of this network under 'average.', found missing:"
            + " average.conv.weight, average.conv.bias, average.angle");
  }

  @Test
  void namesWhatIsNotThere() {
    Checkpoint checkpoint = write(Checkpoint.builder().metadata("a", "1").metadata("b", "2"));

    assertFails(
        () -> checkpoint.metadata("config"), "expected metadata 'config', found only [a, b]");
    assertFails(
        () -> checkpoint.tensor("losses"), "expected a tensor 'losses', found none of that name");
  }

  @Test
  void nothingIsGivenTwice() {
    Checkpoint.Builder builder =
        Checkpoint.builder().metadata("seed", "1").parameters(LAYOUT, VALUES);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.metadata("seed", "2"))
        .withMessage("metadata 'seed' was given before");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.parameters(LAYOUT, VALUES))
        .withMessage("tensor 'conv.weight' was given before");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.parameters("average.", LAYOUT, new float[6]))
        .withMessage("expected 7 parameter values, got 6");
  }

  private Checkpoint write(Checkpoint.Builder builder) {
    Path file = directory.resolve("model");
    builder.write(file);
    return Checkpoint.read(file);
  }

  private void assertFails(ThrowingCallable action, String message) {
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(action)
        .withMessage(directory.resolve("model") + ": " + message);
  }

  private static final class LayoutBuilder {

    private final ParameterLayout.Builder builder = new ParameterLayout.Builder();

    LayoutBuilder add(String name, Integer... shape) {
      builder.add(name, List.of(shape), ParameterGroup.WEIGHT, Initializer.zeros());
      return this;
    }

    ParameterLayout build() {
      return builder.build();
    }
  }
}
