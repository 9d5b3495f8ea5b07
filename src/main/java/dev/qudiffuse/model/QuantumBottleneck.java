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
import dev.qudiffuse.quantum.AdjointGradient;
import dev.qudiffuse.quantum.AmplitudeEmbedding;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.ClusterLayer;
import dev.qudiffuse.quantum.HadamardTest;
import dev.qudiffuse.quantum.ObservablePass;
import dev.qudiffuse.quantum.StateVector;
import dev.qudiffuse.quantum.StateVectorSimulator;
import java.util.Arrays;
import java.util.List;

/**
 * The deepest level of the network: features become the state of a register, a circuit turns it,
 * and what is measured becomes features again (arXiv 2602.03405, with k-local windows in place of
 * full-register observables).
 *
 * <pre>
 *   x       image  -- 1x1 convolution -- linear --  2 * 2^n numbers, real parts then imaginary parts
 *   psi_0 = x / |x|
 *   theta = table[condition] + linear(time embedding)
 *   psi   = U(theta) psi_0                              layers of two-qubit blocks and cluster mixing
 *   y     = &lt;psi| H_w,j |psi&gt; on every window w, and Re &lt;psi_0|psi&gt; (the Hadamard test)
 *   out   = linear(y), an image
 * </pre>
 *
 * <p>The digit enters only as the choice of a row of the table of angles. Immutable and
 * thread-safe; a {@link Pass} is not.
 */
public final class QuantumBottleneck {

  private static final double ANGLE_DEVIATION = 0.1;

  private final ImageShape image;
  private final ImageShape mixedImage;
  private final Circuit circuit;
  private final AdaptiveNonLocalObservables observables;
  private final int conditions;
  private final BiasedConvolution mix;
  private final Linear embed;
  private final Parameter table;
  private final Linear timeAngles;
  private final Parameter matrices;
  private final Linear read;

  QuantumBottleneck(
      ParameterLayout.Builder layout, String name, ImageShape image, UNetConfiguration sizes) {
    this.image = image;
    this.mixedImage = image.withChannels(sizes.registerChannels());
    circuit = ClusterLayer.circuit(sizes.qubits(), sizes.circuitLayers());
    observables =
        AdaptiveNonLocalObservables.sliding(
            sizes.qubits(), sizes.locality(), sizes.observablesPerWindow());
    conditions = sizes.conditions() + 1;
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
            List.of(conditions, circuit.parameterCount()),
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

  List<Convolution> convolutions() {
    return List.of(mix.convolution());
  }

  void derive(Weights weights) {
    mix.derive(weights);
    embed.derive(weights);
    timeAngles.derive(weights);
    read.derive(weights);
  }

  /** Buffers for one thread. */
  public Pass newPass(Kernels kernels, Weights weights, ConvolutionScratch scratch) {
    return new Pass(kernels, weights, scratch);
  }

  /**
   * One image at a time: prepare, then evolve and read, for one condition or several. Allocates
   * nothing.
   */
  public final class Pass {
    private final Kernels kernels;
    private final Weights weights;
    private final ConvolutionScratch scratch;
    private final StateVectorSimulator simulator = new StateVectorSimulator();
    private final AdjointGradient adjoint = new AdjointGradient();
    private final ObservablePass measurement = observables.newPass();

    private final float[] mixed = mixedImage.newImage();
    private final float[] tight = new float[embed.inputs()];
    private final float[] amplitudes = new float[embed.outputs()];
    private final double[] re = new double[embed.outputs() / 2];
    private final double[] im = new double[embed.outputs() / 2];
    private double norm;
    private final StateVector initial = new StateVector(circuit.qubits());
    private final StateVector state = new StateVector(circuit.qubits());
    private final float[] timeShare = new float[circuit.parameterCount()];
    private final double[] angles = new double[circuit.parameterCount()];
    private int condition;
    private final double[] expectations = new double[observables.features()];
    private final float[] features = new float[read.inputs()];
    private final float[] flat = new float[read.outputs()];
    private final float[] out = image.newImage();

    private final float[] dFlat = new float[read.outputs()];
    private final float[] dFeatures = new float[read.inputs()];
    private final double[] dExpectations = new double[observables.features()];
    private final double[] dAngles = new double[circuit.parameterCount()];
    private final float[] dTimeShare = new float[circuit.parameterCount()];
    private final StateVector dState = new StateVector(circuit.qubits());
    private final StateVector dInitial = new StateVector(circuit.qubits());
    private final float[] dAmplitudes = new float[embed.outputs()];
    private final float[] dTight = new float[embed.inputs()];
    private final float[] dMixed = mixedImage.newImage();
    private final float[] dTimeEmbedding;

    private Pass(Kernels kernels, Weights weights, ConvolutionScratch scratch) {
      this.kernels = kernels;
      this.weights = weights;
      this.scratch = scratch;
      dTimeEmbedding = new float[timeAngles.inputs()];
    }

    /** From the image to the register's state psi_0. */
    void prepare(float[] x) {
      mix.forward(kernels, weights, scratch, x, mixed);
      mixedImage.gather(mixed, tight);
      embed.forward(kernels, weights, tight, amplitudes);
      for (int i = 0; i < re.length; i++) {
        re[i] = amplitudes[i];
        im[i] = amplitudes[re.length + i];
      }
      norm = AmplitudeEmbedding.embed(re, im, initial);
    }

    /** Runs the circuit of a condition on psi_0 and measures every observable. */
    void evolve(float[] timeEmbedding, int condition) {
      if (condition < 0 || condition >= conditions) {
        throw new IllegalArgumentException(
            "expected a condition in 0 .. " + (conditions - 1) + ", got " + condition);
      }
      this.condition = condition;
      timeAngles.forward(kernels, weights, timeEmbedding, timeShare);
      int row = table.offset() + condition * angles.length;
      for (int i = 0; i < angles.length; i++) {
        angles[i] = (double) weights.values()[row + i] + timeShare[i];
      }
      state.copyFrom(initial);
      simulator.run(circuit, angles, state);
      measurement.expectationValues(state, weights.values(), matrices.offset(), expectations);
      for (int i = 0; i < expectations.length; i++) {
        features[i] = (float) expectations[i];
      }
      features[expectations.length] = (float) HadamardTest.value(initial, state);
    }

    /** From what was measured to an image, which belongs to the pass. */
    float[] read() {
      read.forward(kernels, weights, features, flat);
      image.scatter(flat, out);
      return out;
    }

    /**
     * Walks back from the image that was read to the one that was prepared.
     *
     * @param x the input of {@link #prepare}
     * @param timeEmbedding the input of {@link #evolve}
     * @param dOut gradient of the image that was read
     * @param dx receives the gradient of {@code x}
     * @param dTime receives the gradient of the time embedding, added
     * @param gradient receives the parameters' gradients, added
     */
    void backward(
        float[] x,
        float[] timeEmbedding,
        float[] dOut,
        float[] dx,
        float[] dTime,
        float[] gradient) {
      image.gather(dOut, dFlat);
      read.backwardWeights(kernels, features, dFlat, gradient);
      read.backwardInput(kernels, weights, dFlat, dFeatures);
      backwardCircuit(gradient);
      backwardAngles(timeEmbedding, dTime, gradient);
      embed.backwardWeights(kernels, tight, dAmplitudes, gradient);
      embed.backwardInput(kernels, weights, dAmplitudes, dTight);
      mixedImage.scatter(dTight, dMixed);
      mix.backwardParameters(kernels, scratch, x, dMixed, gradient);
      mix.backwardInput(kernels, weights, scratch, dMixed, dx);
    }

    private void backwardCircuit(float[] gradient) {
      for (int i = 0; i < dExpectations.length; i++) {
        dExpectations[i] = dFeatures[i];
      }
      dState.clear();
      dInitial.clear();
      measurement.backward(
          state,
          weights.values(),
          matrices.offset(),
          dExpectations,
          dState,
          gradient,
          matrices.offset());
      HadamardTest.backward(initial, state, dFeatures[dExpectations.length], dInitial, dState);
      Arrays.fill(dAngles, 0);
      adjoint.backward(circuit, angles, state, dState, dAngles);
      dInitial.addScaled(1, dState);
      Arrays.fill(re, 0);
      Arrays.fill(im, 0);
      AmplitudeEmbedding.backward(initial, dInitial, norm, re, im);
      for (int i = 0; i < re.length; i++) {
        dAmplitudes[i] = (float) re[i];
        dAmplitudes[re.length + i] = (float) im[i];
      }
    }

    private void backwardAngles(float[] timeEmbedding, float[] dTime, float[] gradient) {
      int row = table.offset() + condition * angles.length;
      for (int i = 0; i < angles.length; i++) {
        dTimeShare[i] = (float) dAngles[i];
        gradient[row + i] += dTimeShare[i];
      }
      timeAngles.backwardWeights(kernels, timeEmbedding, dTimeShare, gradient);
      timeAngles.backwardInput(kernels, weights, dTimeShare, dTimeEmbedding);
      kernels.add(dTimeEmbedding, dTime, dTime.length);
    }
  }
}
