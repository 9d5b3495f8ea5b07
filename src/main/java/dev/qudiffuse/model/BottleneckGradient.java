package dev.qudiffuse.model;

import dev.qudiffuse.nn.ConvolutionScratch;
import dev.qudiffuse.nn.Weights;
import dev.qudiffuse.nn.kernel.Kernels;
import dev.qudiffuse.quantum.AdjointGradient;
import dev.qudiffuse.quantum.AmplitudeEmbedding;
import dev.qudiffuse.quantum.Circuit;
import dev.qudiffuse.quantum.HadamardTest;
import dev.qudiffuse.quantum.StateVector;
import java.util.Arrays;

/**
 * The way back through a {@link QuantumBottleneck}: the gradient with respect to its inputs and
 * parameters, from what a pass on the exact circuit has left. Allocates nothing once it is made.
 * Belongs to the thread of its pass.
 */
final class BottleneckGradient {

  private final QuantumBottleneck bottleneck;
  private final QuantumBottleneck.Pass pass;
  private final Kernels kernels;
  private final Weights weights;
  private final ConvolutionScratch scratch;
  private final Circuit circuit;
  private final AdjointGradient adjoint = new AdjointGradient();

  private final float[] dFlat;
  private final float[] dFeatures;
  private final float[] dTimeShares;
  private final float[] dAmplitudes;
  private final float[] dTight;
  private final float[] dMixed;
  private final float[] dTimeEmbedding;

  // Of one image at a time.
  private final double[] dExpectations;
  private final double[] dAngles;
  private final StateVector dState;
  private final StateVector dInitial;
  private final double[] dRe;
  private final double[] dIm;

  /** Buffers for up to so many images. */
  BottleneckGradient(QuantumBottleneck bottleneck, QuantumBottleneck.Pass pass, int images) {
    this.bottleneck = bottleneck;
    this.pass = pass;
    kernels = pass.kernels;
    weights = pass.weights;
    scratch = pass.scratch;
    circuit = bottleneck.circuit;
    dFlat = new float[images * bottleneck.read.outputs()];
    dFeatures = new float[images * bottleneck.read.inputs()];
    dTimeShares = new float[images * circuit.parameterCount()];
    dAmplitudes = new float[images * bottleneck.embed.outputs()];
    dTight = new float[images * bottleneck.embed.inputs()];
    dMixed = bottleneck.mixedImage.newImages(images);
    dTimeEmbedding = new float[images * bottleneck.timeAngles.inputs()];
    dExpectations = new double[bottleneck.observables().features()];
    dAngles = new double[circuit.parameterCount()];
    dState = new StateVector(circuit.qubits());
    dInitial = new StateVector(circuit.qubits());
    dRe = new double[bottleneck.embed.outputs() / 2];
    dIm = new double[bottleneck.embed.outputs() / 2];
  }

  /**
   * Walks back from the images that were read to those that were prepared, each with its own state,
   * time and condition.
   *
   * @param x the input of {@link QuantumBottleneck.Pass#prepare}
   * @param timeEmbedding the input of {@link QuantumBottleneck.Pass#turn}
   * @param dOut gradient of the images that were read
   * @param dx receives the gradient of {@code x}
   * @param dTime receives the gradient of the time embedding, added
   * @param gradient receives the parameters' gradients, added
   */
  void backward(
      int images,
      float[] x,
      float[] timeEmbedding,
      float[] dOut,
      float[] dx,
      float[] dTime,
      float[] gradient) {
    bottleneck.image.gather(images, dOut, dFlat);
    bottleneck.read.backwardWeights(kernels, images, pass.features, dFlat, gradient);
    bottleneck.read.backwardInput(kernels, weights, images, dFlat, dFeatures);
    for (int m = 0; m < images; m++) {
      backwardCircuit(m, gradient);
    }
    bottleneck.timeAngles.backwardWeights(kernels, images, timeEmbedding, dTimeShares, gradient);
    bottleneck.timeAngles.backwardInput(kernels, weights, images, dTimeShares, dTimeEmbedding);
    kernels.add(dTimeEmbedding, dTime, 0, images * bottleneck.timeAngles.inputs());
    bottleneck.embed.backwardWeights(kernels, images, pass.tight, dAmplitudes, gradient);
    bottleneck.embed.backwardInput(kernels, weights, images, dAmplitudes, dTight);
    bottleneck.mixedImage.scatter(images, dTight, dMixed);
    bottleneck.mix.backwardParameters(kernels, scratch, images, x, dMixed, gradient);
    bottleneck.mix.backwardInput(kernels, weights, scratch, images, dMixed, dx);
  }

  /** From the features of one image to its angles and its amplitudes. */
  private void backwardCircuit(int m, float[] gradient) {
    QuantumBottleneck.Pass.Run run = pass.runs.get(m);
    int matrices = bottleneck.matrices.offset();
    int feature = m * bottleneck.read.inputs();
    for (int i = 0; i < dExpectations.length; i++) {
      dExpectations[i] = dFeatures[feature + i];
    }
    dState.clear();
    dInitial.clear();
    run.measurement.backward(
        run.state, weights.values(), matrices, dExpectations, dState, gradient, matrices);
    double dOverlap = dFeatures[feature + dExpectations.length];
    HadamardTest.backward(run.initial, run.state, dOverlap, dInitial, dState);
    Arrays.fill(dAngles, 0);
    adjoint.backward(circuit, run.angles, run.state, dState, dAngles);
    int row = bottleneck.table.offset() + run.condition * dAngles.length;
    for (int i = 0; i < dAngles.length; i++) {
      float d = (float) dAngles[i];
      dTimeShares[m * dAngles.length + i] = d;
      gradient[row + i] += d;
    }
    dInitial.addScaled(1, dState);
    Arrays.fill(dRe, 0);
    Arrays.fill(dIm, 0);
    AmplitudeEmbedding.backward(run.initial, dInitial, run.norm, dRe, dIm);
    int amplitude = m * bottleneck.embed.outputs();
    for (int i = 0; i < dRe.length; i++) {
      dAmplitudes[amplitude + i] = (float) dRe[i];
      dAmplitudes[amplitude + dRe.length + i] = (float) dIm[i];
    }
  }
}
