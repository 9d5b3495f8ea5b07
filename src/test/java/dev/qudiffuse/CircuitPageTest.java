package dev.qudiffuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.model.TrainedNetwork;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.Estimate;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.ansatz.Ansatz;
import dev.qudiffuse.quantum.descriptor.BlochVector;
import dev.qudiffuse.quantum.descriptor.EntanglingCapability;
import dev.qudiffuse.quantum.descriptor.Expressibility;
import dev.qudiffuse.quantum.drawing.BlochScatter;
import dev.qudiffuse.quantum.drawing.CircuitSvg;
import dev.qudiffuse.quantum.drawing.ScatterPlot;
import dev.qudiffuse.quantum.drawing.ScatterPlot.Axis;
import dev.qudiffuse.quantum.drawing.ScatterPlot.Scale;
import dev.qudiffuse.quantum.encoding.EncodingCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code src/docs/circuits.md} to what the library computes: its tables and pictures are made
 * here. With {@code -Dpin} they are written, otherwise compared.
 */
class CircuitPageTest {

  private static final Path DOCS = Path.of("src", "docs");
  private static final Path PAGE = DOCS.resolve("circuits.md");
  private static final int QUBITS = 4;
  private static final int TIMESTEP = 500;

  /** What random parameters show of an ansatz. */
  private record Described(
      String name, Circuit circuit, Expressibility expressibility, Estimate entanglement) {

    static Described of(Ansatz ansatz, int layers) {
      Circuit circuit = ansatz.circuit(QUBITS, layers);
      return new Described(
          ansatz.key(),
          circuit,
          Expressibility.of(circuit, new Well19937c(1)),
          EntanglingCapability.of(circuit, new Well19937c(1)));
    }
  }

  @Test
  void tablesOfEncodings() throws IOException {
    StringBuilder table = new StringBuilder();
    table.append("| encoding | features | qubits | depth | gates | on two qubits | which |\n");
    table.append("|---|---|---|---|---|---|---|\n");
    for (int features : new int[] {4, 8, 16, 256}) {
      for (EncodingCost cost : EncodingCost.table(features)) {
        String gates =
            cost.gates().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        int count = cost.gates().values().stream().mapToInt(Integer::intValue).sum();
        table.append(
            row(
                cost.encoding().key(),
                features,
                cost.qubits(),
                cost.depth(),
                count,
                cost.twoQubitGates(),
                gates));
      }
    }
    holdSection("encodings", table.toString());
  }

  @Test
  void tableAndPictureOfAnsatzes() throws IOException {
    List<Described> one = Ansatz.all().stream().map(ansatz -> Described.of(ansatz, 1)).toList();
    List<Described> two = Ansatz.all().stream().map(ansatz -> Described.of(ansatz, 2)).toList();
    StringBuilder table = new StringBuilder();
    table.append(
        "| ansatz | parameters | gates | depth | expressibility | mean Q | two layers:"
            + " expressibility | mean Q |\n");
    table.append("|---|---|---|---|---|---|---|---|\n");
    for (int i = 0; i < one.size(); i++) {
      Described first = one.get(i);
      Described second = two.get(i);
      table.append(
          row(
              first.name(),
              first.circuit().parameterCount(),
              first.circuit().operations().size(),
              first.circuit().depth(),
              number("%.3f", first.expressibility().divergence()),
              number("%.2f", first.entanglement().value()),
              number("%.3f", second.expressibility().divergence()),
              number("%.2f", second.entanglement().value())));
    }
    holdSection("ansatzes", table.toString());
    holdFile(
        "images/ansatzes.svg",
        ScatterPlot.svg(
            "Expressibility against entangling capability, 4 qubits",
            new Axis("entangling capability (mean Meyer-Wallach Q)", Scale.LINEAR),
            new Axis("expressibility (KL divergence, smaller is more)", Scale.LOGARITHMIC),
            List.of(series("one layer", one), series("two layers", two))));
  }

  private static ScatterPlot.Series series(String name, List<Described> described) {
    return new ScatterPlot.Series(
        name,
        described.stream()
            .map(
                d ->
                    new ScatterPlot.Point(
                        name.equals("one layer") ? d.name().replace("sim-", "") : "",
                        rounded(d.entanglement().value()),
                        rounded(d.expressibility().divergence())))
            .toList());
  }

  /** Pictures differ in no digit that a reader could see. */
  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  @Test
  void picturesOfTheTrainedCircuit() throws IOException {
    TrainedNetwork network = TrainedModel.shipped().network();
    holdFile(
        "images/circuit.svg",
        CircuitSvg.of(
            network.circuit(3, TIMESTEP),
            "The model's circuit, digit 3 at timestep " + TIMESTEP,
            1400));
    holdFile(
        "images/bloch.svg",
        BlochScatter.svg(
            "Single-qubit states of the trained circuit: ten digits at twenty timesteps",
            blochVectors(network)));
  }

  private static List<BlochScatter.Series> blochVectors(TrainedNetwork network) {
    int qubits = network.circuit().qubits();
    List<List<BlochVector>> points = new ArrayList<>();
    for (int qubit = 0; qubit < qubits; qubit++) {
      points.add(new ArrayList<>());
    }
    for (int digit = 0; digit < 10; digit++) {
      for (int timestep = 49; timestep < 1000; timestep += 50) {
        StateVector state = new StateVector(qubits);
        new StateVectorSimulator().run(network.circuit(digit, timestep), new double[0], state);
        List<BlochVector> vectors = BlochVector.of(state);
        for (int qubit = 0; qubit < qubits; qubit++) {
          points.get(qubit).add(vectors.get(qubit));
        }
      }
    }
    List<BlochScatter.Series> series = new ArrayList<>();
    for (int qubit = 0; qubit < qubits; qubit++) {
      series.add(new BlochScatter.Series("q" + qubit, points.get(qubit)));
    }
    return series;
  }

  private static String row(Object... cells) {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : cells) {
      row.append(' ').append(cell).append(" |");
    }
    return row.append('\n').toString();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** Holds what stands between two comments that name a section. */
  private static void holdSection(String name, String content) throws IOException {
    String begin = "<!-- generated: " + name + " -->\n";
    String end = "<!-- end of " + name + " -->";
    String page = Files.readString(PAGE);
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf(end);
    assertThat(page).contains(begin, end);
    if (System.getProperty("pin") != null) {
      Files.writeString(PAGE, page.substring(0, from) + content + page.substring(to));
    } else {
      assertThat(page.substring(from, to)).isEqualTo(content);
    }
  }

  private static void holdFile(String name, String content) throws IOException {
    Path file = DOCS.resolve(name);
    if (System.getProperty("pin") != null) {
      Files.writeString(file, content);
    } else {
      assertThat(Files.readString(file)).isEqualTo(content);
    }
  }
}
