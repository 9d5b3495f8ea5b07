package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class CircuitDescriptorsTest {

  private final Queue<Runnable> background = new ArrayDeque<>();
  private final CircuitDescriptors descriptors = new CircuitDescriptors(background::add);

  @Test
  void whatCouldNotBeComputedIsTriedAgainWhenAsked() {
    Circuit circuit = new ClusterAnsatz().circuit(2, 1);
    Circuit tooLarge = Circuit.builder(Circuit.MAX_QUBITS).build();

    assertThat(descriptors.of("circuit", tooLarge)).isEmpty();
    background.remove().run(); // there is not the memory for its states
    assertThat(descriptors.of("circuit", circuit)).as("hears that it failed").isEmpty();
    assertThat(descriptors.of("circuit", circuit)).as("is computed again").isEmpty();
    background.remove().run();

    assertThat(descriptors.of("circuit", circuit)).isPresent();
    assertThat(background).as("computed once").isEmpty();
  }
}
