package dev.qudiffuse.nn;

import dev.qudiffuse.nn.kernel.CacheLines;
import dev.qudiffuse.nn.kernel.Contraction;
import dev.qudiffuse.nn.kernel.Winograd;
import java.util.Collection;

/**
 * What convolutions need while they compute, and nothing that outlives it: one for all the layers
 * of a pass, so that it stays in cache. Not thread-safe.
 */
public final class ConvolutionScratch {

  private final float[] tiles;
  private final float[] otherTiles;
  private final float[] pairs;
  private final float[] zeros;
  private final float[] tile = CacheLines.newArray(Winograd.PLACES * Contraction.PANEL);

  /** Room enough for any of these layers. */
  public ConvolutionScratch(Collection<Convolution> convolutions) {
    this(
        convolutions.stream().mapToInt(Convolution::tileFloats).max().orElse(0),
        convolutions.stream().mapToInt(Convolution::pairFloats).max().orElse(0),
        convolutions.stream().mapToInt(Convolution::mostChannels).max().orElse(0));
  }

  ConvolutionScratch(int tileFloats, int pairFloats, int channels) {
    tiles = new float[tileFloats];
    otherTiles = new float[tileFloats];
    pairs = new float[pairFloats];
    zeros = new float[channels];
  }

  float[] tiles() {
    return tiles;
  }

  float[] otherTiles() {
    return otherTiles;
  }

  float[] pairs() {
    return pairs;
  }

  float[] zeros() {
    return zeros;
  }

  float[] tile() {
    return tile;
  }
}
