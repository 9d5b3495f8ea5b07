package dev.qudiffuse.model;

import dev.qudiffuse.nn.BiasedConvolution;
import dev.qudiffuse.nn.Convolution;
import dev.qudiffuse.nn.ConvolutionScratch;
import dev.qudiffuse.nn.ImageShape;
import dev.qudiffuse.nn.Initializer;
import dev.qudiffuse.nn.Linear;
import dev.qudiffuse.nn.Parameter;
import dev.qudiffuse.nn.ParameterGroup;
import dev.qudiffuse.nn.ParameterLayout;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.nn.kernel.Kernels;
import dev.qudiffuse.quantum.AdaptiveNonLocalObservables;
import dev.qudiffuse.quantum.AmplitudeEmbedding;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.HadamardTest;
import dev.qudiffuse.quantum.HermitianObservable;
import dev.qudiffuse.quantum.ObservablePass;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import dev.qudiffuse.quantum.execution.EigenbasisMeasurement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The deepest level of the network: features become the state of a register, a circuit turns it,
 * and what is measured becomes features again (arXiv 2602.03405, with k-local windows in place of
 * full-register observables).
 *
 * <pre>
 *   x       image  -- 1x1 convolution -- linear --  2 * 2^n numbers, real parts then imaginary parts
 *   psi_0 = x / |x|
 *   theta = table[condition] + linear(time embedding)
 *   psi   = U(theta) psi_0                              the circuit of an ansatz
 *   y     = &lt;psi| H_w,j |psi&gt; on every window w, and Re &lt;psi_0|psi&gt; (the Hadamard test)
 *   out   = linear(y), an image
 * </pre>
 *
 * <p>The paper's ansatz is {@link dev.qudiffuse.quantum.ansatz.ClusterAnsatz}; every other can
 * stand in its place. The digit enters only as the choice of a row of the table of angles.
 *
 * <p>A {@link Pass} is the way forward, a {@link BottleneckGradient} the way back. This is
 * immutable and thread-safe; they are not.
 */
public final class QuantumBottleneck {

  private static final double ANGLE_DEVIATION = 0.1;

  final ImageShape image;
  final ImageShape mixedImage;
  final Circuit circuit;
  private final AdaptiveNonLocalObservables observables;

  /** Rows of the table of angles: one for each condition, and one for none. */
  private final int rows;

  final BiasedConvolution mix;
  final Linear embed;
  final Parameter table;
  final Linear timeAngles;
  final Parameter matrices;
  final Linear read;

  QuantumBottleneck(
      ParameterLayout.Builder layout, String name, ImageShape image, UNetConfiguration sizes) {
    this.image = image;
    this.mixedImage = image.withChannels(sizes.registerChannels());
    circuit = sizes.ansatz().circuit(sizes.qubits(), sizes.circuitLayers());
    observables =
        AdaptiveNonLocalObservables.sliding(
            sizes.qubits(), sizes.locality(), sizes.observablesPerWindow());
    rows = sizes.nullCondition() + 1;
    mix =
        new BiasedConvolution(
            layout,
            name + ".mix",
            image,
            sizes.registerChannels(),
            1,
            1,
            Initializer.fanIn(image.channels()));
    int mixed = image.pixels() * sizes.registerChannels();
    embed =
        new Linear(
            layout,
            name + ".embed",
            mixed,
            2 << sizes.qubits(),
            ParameterGroup.WEIGHT,
            Initializer.fanIn(mixed));
    table =
        layout.add(
            name + ".angles.table",
            List.of(rows, circuit.parameterCount()),
            ParameterGroup.CIRCUIT_ANGLE,
            new Initializer.Normal(ANGLE_DEVIATION));
    timeAngles =
        new Linear(
            layout,
            name + ".angles.time",
            sizes.timeChannels(),
            circuit.parameterCount(),
            ParameterGroup.CIRCUIT_ANGLE,
            new Initializer.Normal(ANGLE_DEVIATION / Math.sqrt(sizes.timeChannels())));
    matrices =
        layout.add(
            name + ".observables",
            List.of(
                observables.windows().size(),
                sizes.observablesPerWindow(),
                1 << sizes.locality(),
                1 << sizes.locality()),
            ParameterGroup.OBSERVABLE,
            new Initializer.Normal(1));
    read =
        new Linear(
            layout,
            name + ".read",
            observables.features() + 1,
            image.pixels() * image.channels(),
            ParameterGroup.WEIGHT,
            Initializer.fanIn(observables.features() + 1));
  }

  /** The circuit, with one parameter per angle. */
  public Circuit circuit() {
    return circuit;
  }

  /** What is measured at the circuit's end, beside the Hadamard test. */
  public AdaptiveNonLocalObservables observables() {
    return observables;
  }

  /**
   * The circuit's parameters for a condition, as a {@link Pass} computes them.
   *
   * @param timeEmbedding one row
   */
  double[] angles(Kernels kernels, Weights weights, float[] timeEmbedding, int condition) {
    float[] timeShares = new float[circuit.parameterCount()];
    timeAngles.forward(kernels, weights, 1, timeEmbedding, timeShares);
    double[] angles = new double[circuit.parameterCount()];
    fillAngles(weights, condition, timeShares, 0, angles);
    return angles;
  }

  /** {@code theta = table[condition] + timeShares[time]}. */
  private void fillAngles(
      Weights weights, int condition, float[] timeShares, int time, double[] angles) {
    if (condition < 0 || condition >= rows) {
      throw new IllegalArgumentException(
          "expected a condition in 0 .. " + (rows - 1) + ", got " + condition);
    }
    int row = table.offset() + condition * angles.length;
    for (int i = 0; i < angles.length; i++) {
      float share = timeShares[time * angles.length + i];
      angles[i] = (double) weights.values()[row + i] + share;
    }
  }

  /** The observables that these weights hold, in the order of the features. */
  List<HermitianObservable> observables(Weights weights) {
    return observables.observables(weights.values(), matrices.offset());
  }

  /** The measurements of these observables in their eigenbases. */
  EigenbasisMeasurement eigenbases(Weights weights) {
    return new EigenbasisMeasurement(observables, weights.values(), matrices.offset());
  }

  List<Convolution> convolutions() {
    return List.of(mix.convolution());
  }

  void derive(Weights weights) {
    mix.derive(weights);
    embed.derive(weights);
    timeAngles.derive(weights);
    read.derive(weights);
  }

  /** Buffers for one thread, of up to so many images. */
  Pass newPass(Kernels kernels, Weights weights, ConvolutionScratch scratch, int images) {
    return new Pass(kernels, weights, scratch, images);
  }

  /**
   * The way forward. Prepare, turn, evolve each image, read: for several images, or several
   * conditions of one. Allocates nothing.
   */
  public final class Pass {
    final Kernels kernels;
    final Weights weights;
    final ConvolutionScratch scratch;
    private final StateVectorSimulator simulator = new StateVectorSimulator();
    final List<Run> runs;

    private final float[] mixed;
    final float[] tight;
    private final float[] amplitudes;
    private final float[] timeShares;
    final float[] features;
    private final float[] flat;
    private final float[] out;

    // Of one image at a time.
    private final double[] re = new double[embed.outputs() / 2];
    private final double[] im = new double[embed.outputs() / 2];
    private final double[] expectations = new double[observables.features()];

    private @Nullable CircuitExecution inPlaceOfExact;

    private Pass(Kernels kernels, Weights weights, ConvolutionScratch scratch, int images) {
      this.kernels = kernels;
      this.weights = weights;
      this.scratch = scratch;
      runs = Stream.generate(Run::new).limit(images).toList();
      mixed = mixedImage.newImages(images);
      tight = new float[images * embed.inputs()];
      amplitudes = new float[images * embed.outputs()];
      timeShares = new float[images * circuit.parameterCount()];
      features = new float[images * read.inputs()];
      flat = new float[images * read.outputs()];
      out = image.newImages(images);
    }

    /**
     * How the circuit is run from now on.
     *
     * @param execution in place of the exact run, after which alone a {@link BottleneckGradient}
     *     can be had; null for that
     */
    void runOn(@Nullable CircuitExecution execution) {
      inPlaceOfExact = execution;
    }

    /** From images to states psi_0 of the register, one each. */
    void prepare(int images, float[] x) {
      mix.forward(kernels, weights, scratch, images, x, mixed);
      mixedImage.gather(images, mixed, tight);
      embed.forward(kernels, weights, images, tight, amplitudes);
      for (int m = 0; m < images; m++) {
        int first = m * embed.outputs();
        for (int i = 0; i < re.length; i++) {
          re[i] = amplitudes[first + i];
          im[i] = amplitudes[first + re.length + i];
        }
        runs.get(m).norm = AmplitudeEmbedding.embed(re, im, runs.get(m).initial);
      }
    }

    /** From the embeddings of time to what they contribute to the angles, a row each. */
    void turn(int times, float[] timeEmbedding) {
      timeAngles.forward(kernels, weights, times, timeEmbedding, timeShares);
    }

    /**
     * Runs the circuit of a condition and measures every observable.
     *
     * @param m which image
     * @param prepared whose psi_0: the image's own, or one that all share
     * @param time whose embedding of time: the image's own, or one that all share
     */
    void evolve(int m, int prepared, int time, int condition) {
      Run run = runs.get(m);
      StateVector initial = runs.get(prepared).initial;
      run.condition = condition;
      fillAngles(weights, condition, timeShares, time, run.angles);
      CircuitExecution execution = inPlaceOfExact != null ? inPlaceOfExact : run;
      double overlap = execution.run(initial, run.angles, expectations);
      int first = m * read.inputs();
      for (int i = 0; i < expectations.length; i++) {
        features[first + i] = (float) expectations[i];
      }
      features[first + expectations.length] = (float) overlap;
    }

    /** From what was measured to images, which belong to the pass. */
    float[] read(int images) {
      read.forward(kernels, weights, images, features, flat);
      image.scatter(images, flat, out);
      return out;
    }

    /** One image's way through the circuit, which is exact and leaves what the way back needs. */
    final class Run implements CircuitExecution {
      final StateVector initial = new StateVector(circuit.qubits());
      final StateVector state = new StateVector(circuit.qubits());
      final double[] angles = new double[circuit.parameterCount()];
      final ObservablePass measurement = observables.newPass();
      double norm;
      int condition;

      @Override
      public double run(StateVector initial, double[] angles, double[] expectations) {
        state.copyFrom(initial);
        simulator.run(circuit, angles, state);
        measurement.expectationValues(state, weights.values(), matrices.offset(), expectations);
        return HadamardTest.value(initial, state);
      }
    }
  }
}
