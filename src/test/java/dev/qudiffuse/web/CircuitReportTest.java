package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.TinyModel;
import dev.qudiffuse.generation.CircuitStatistics.Latency;
import dev.qudiffuse.generation.CircuitStatistics.Step;
import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.descriptor.EntanglingCapability;
import dev.qudiffuse.quantum.descriptor.Expressibility;
import dev.qudiffuse.web.CircuitReport.MeasuredCircuit;
import dev.qudiffuse.web.CircuitReport.MeasuredStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CircuitReportTest {

  @TempDir private Path folder;

  @Test
  void whatIsNotYetKnownIsNullAndSaidToBe() {
    var models =
        ModelCatalogue.of("tiny", TrainedModel.read(TinyModel.write(folder.resolve("tiny"))));
    List<Runnable> waiting = new ArrayList<>();
    var descriptors = new CircuitDescriptors(waiting::add);
    var never = new Step(0, 49, 0, null, null);
    var often = new Step(50, 99, 7, new Latency(1, 2, 3, 4, 5), 0.25);

    CircuitReport report = CircuitReport.of(models, model -> List.of(never, often), descriptors);

    assertThat(report.circuits())
        .containsExactly(
            new MeasuredCircuit(
                "tiny-bottleneck",
                "tiny",
                null,
                null,
                "expressibility and entanglingCapability are being computed; ask again in a few"
                    + " seconds",
                List.of(
                    new MeasuredStep(0, 49, 0, null, null, null, null, null, null),
                    new MeasuredStep(50, 99, 7, 1.0, 2.0, 3.0, 4.0, 5.0, 0.25))));

    CircuitReport unused = CircuitReport.of(models, model -> List.of(), descriptors);
    assertThat(waiting).as("computed once, however often asked").hasSize(1);
    waiting.getFirst().run();

    MeasuredCircuit known =
        CircuitReport.of(models, model -> List.of(), descriptors).circuits().getFirst();
    Circuit circuit = models.trained().firstEntry().getValue().network().circuit();
    Expressibility expressibility = Expressibility.of(circuit, new Well19937c(1L));
    assertThat(known.note()).isNull();
    assertThat(known.expressibility())
        .isEqualTo(new Estimate(expressibility.divergence(), expressibility.standardError()));
    assertThat(known.entanglingCapability())
        .isEqualTo(EntanglingCapability.of(circuit, new Well19937c(1L)));
  }
}
