package dev.qudiffuse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.nn.Parameter;
import dev.qudiffuse.quantum.Angle;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircuitAnglesTest {

  @TempDir private Path folder;
  private TrainedNetwork trained;

  @BeforeEach
  void readModel() {
    trained =
        TrainedNetwork.of(Checkpoint.read(TinyModel.write(folder.resolve("tiny.safetensors"))));
  }

  private float[] values(String name) {
    Parameter parameter =
        trained.network().layout().parameters().stream()
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow();
    float[] values = new float[parameter.size()];
    System.arraycopy(trained.weights().values(), parameter.offset(), values, 0, parameter.size());
    return values;
  }

  /** {@code silu(b + x W)} or, for the last layer, without SiLU; W is [in, out]. */
  private double[] linear(String name, double[] x, boolean silu) {
    float[] weight = values(name + ".weight");
    float[] bias = values(name + ".bias");
    double[] y = new double[bias.length];
    for (int n = 0; n < y.length; n++) {
      y[n] = bias[n];
      for (int i = 0; i < x.length; i++) {
        y[n] += x[i] * weight[i * y.length + n];
      }
      y[n] = silu ? y[n] / (1 + Math.exp(-y[n])) : y[n];
    }
    return y;
  }

  /** The formula of {@link QuantumBottleneck} and {@link TimeEmbedding}, once more. */
  @ParameterizedTest
  @CsvSource({"0, 0", "3, 500", "9, 999", "10, 1"})
  void areTheDigitsRowOfTheTableAndTheTimesShare(int condition, int timestep) {
    int features = trained.network().sizes().timeFeatures();
    double[] f = new double[features];
    for (int i = 0; i < features / 2; i++) {
      double frequency = Math.pow(10_000, -2.0 * i / features);
      f[2 * i] = Math.sin(timestep * frequency);
      f[2 * i + 1] = Math.cos(timestep * frequency);
    }
    double[] embedding = linear("time.output", linear("time.hidden", f, true), true);
    double[] shares = linear("bottleneck.angles.time", embedding, false);
    float[] table = values("bottleneck.angles.table");

    double[] angles = trained.network().circuitAngles(trained.weights(), condition, timestep);

    assertThat(angles).hasSize(trained.circuit().parameterCount());
    for (int i = 0; i < angles.length; i++) {
      assertThat(angles[i])
          .isCloseTo(table[condition * angles.length + i] + shares[i], within(1e-5));
    }
  }

  @Test
  void theBoundCircuitHoldsThem() {
    double[] angles = trained.network().circuitAngles(trained.weights(), 3, 500);

    var bound = trained.circuit(3, 500);

    assertThat(bound.parameterCount()).isZero();
    assertThat(bound.operations()).hasSameSizeAs(trained.circuit().operations());
    assertThat(bound.operations().getFirst().angles())
        .containsExactly(Angle.of(angles[0]), Angle.of(angles[1]), Angle.of(angles[2]));
  }

  @Test
  void thereAreOnlySoManyConditionsAndTimesteps() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trained.circuit(11, 0))
        .withMessage("expected a condition in 0 .. 10, got 11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trained.circuit(0, 1000))
        .withMessage("expected a time step in 0 .. 999, got 1000");
  }
}
