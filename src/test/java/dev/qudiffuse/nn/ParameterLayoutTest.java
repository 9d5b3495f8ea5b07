package dev.qudiffuse.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.qudiffuse.nn.kernel.CacheLines;
import java.util.List;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {

  private final ParameterLayout.Builder builder = new ParameterLayout.Builder();

  private Parameter add(String name, Initializer initializer, Integer... shape) {
    return builder.add(name, List.of(shape), ParameterGroup.WEIGHT, initializer);
  }

  @Test
  void parametersLieOneAfterAnotherInTheOrderTheyCame() {
    Parameter first = add("first", Initializer.zeros(), 2, 3);
    Parameter second = add("second", Initializer.zeros(), 4);
    Parameter scalar = add("scalar", Initializer.zeros());
    ParameterLayout layout = builder.build();
    assertThat(layout.parameters()).containsExactly(first, second, scalar);
    assertThat(layout.parameters()).extracting(Parameter::offset).containsExactly(0, 6, 10);
    assertThat(layout.parameters()).extracting(Parameter::size).containsExactly(6, 4, 1);
    assertThat(layout.size()).isEqualTo(11);
    assertThat(layout.zeros().values()).hasSize(11).containsOnly(0f);
  }

  @Test
  void roomForDerivedWeightsIsReservedApart() {
    add("first", Initializer.zeros(), 2);
    assertThat(builder.addDerived(5)).isEqualTo(CacheLines.ORIGIN);
    assertThat(builder.addDerived(7)).isEqualTo(CacheLines.ORIGIN + CacheLines.FLOATS);
    ParameterLayout layout = builder.build();
    assertThat(layout.zeros().derived()).hasSize(CacheLines.ORIGIN + 2 * CacheLines.FLOATS);
    assertThat(layout.weights(new float[2]).derived())
        .hasSize(CacheLines.ORIGIN + 2 * CacheLines.FLOATS);
  }

  @Test
  void everyParameterIsFilledByItsInitializer() {
    add("ones", Initializer.ones(), 3);
    add("normal", Initializer.fanIn(4), 1000);
    add("zeros", Initializer.zeros(), 2);
    ParameterLayout layout = builder.build();
    float[] values = layout.initialize(new Well19937c(1)).values();
    assertThat(values).startsWith(1, 1, 1).endsWith(0, 0);
    double squares = 0;
    for (int i = 3; i < 1003; i++) {
      squares += (double) values[i] * values[i];
    }
    assertThat(Math.sqrt(squares / 1000)).isCloseTo(0.5, within(0.05));
    assertThat(layout.initialize(new Well19937c(1)).values()).isEqualTo(values);
    assertThat(layout.initialize(new Well19937c(2)).values()).isNotEqualTo(values);
  }

  @Test
  void weightsAreKeptNotCopied() {
    add("first", Initializer.zeros(), 2);
    float[] values = {1, 2};
    assertThat(builder.build().weights(values).values()).isSameAs(values);
  }

  @Test
  void refusesValuesOfAnotherLayout() {
    add("first", Initializer.zeros(), 2);
    ParameterLayout layout = builder.build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout.weights(new float[3]))
        .withMessage("expected 2 parameter values, got 3");
  }

  @Test
  void refusesTwoParametersOfOneName() {
    add("first", Initializer.zeros(), 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> add("first", Initializer.ones(), 3))
        .withMessage("two parameters are named first");
  }
}
