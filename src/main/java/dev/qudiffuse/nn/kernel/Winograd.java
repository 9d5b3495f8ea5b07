package dev.qudiffuse.nn.kernel;

/**
 * The plan of a 3x3 convolution of stride 1 by Winograd's minimal filtering F(4x4, 3x3) (Lavin and
 * Gray 2015, arXiv 1509.09308).
 *
 * <pre>
 *   y = A^T [ (G w G^T) * (B^T x B) ] A          for each 4x4 tile of the output, * elementwise, summed over channels
 *
 *         4  0 -5  0  1  0            1/4    0     0
 *         0 -4 -4  1  1  0           -1/6  -1/6  -1/6           1  1  1  1  1  0
 *   B^T = 0  4 -4 -1  1  0       G = -1/6   1/6  -1/6     A^T = 0  1 -1  2 -2  0
 *         0 -2 -1  2  1  0           1/24  1/12   1/6           0  1  1  4  4  0
 *         0  2 -1 -2  1  0           1/24 -1/12   1/6           0  1 -1  8 -8  1
 *         0  4  0 -5  0  1             0     0     1
 * </pre>
 *
 * <p>A tile takes 36 multiplications per pair of channels where the definition takes 144. In each
 * of the 36 places of the transformed tiles the sum over channels is a matrix product of tiles by
 * channels, for which the kernels serve that contract images.
 *
 * <p>Where the extents are no multiples of 4, the last tile overlaps the one before it, and writes
 * some outputs again.
 *
 * <p>Transformed tiles lie as {@code [36][tiles][channels]}, tiles in raster order.
 *
 * @param height rows of the image, at least 4
 * @param width columns of the image, at least 4
 */
public record Winograd(int height, int width) {

  /** Side of a tile of the output. */
  public static final int TILE = 4;

  /** Side of a transformed tile, and of the patch of the input that a tile sees. */
  public static final int PATCH = 6;

  /** Places of a transformed tile. */
  public static final int PLACES = PATCH * PATCH;

  public Winograd {
    if (height < TILE || width < TILE) {
      throw new IllegalArgumentException(
          "expected an image of at least 4x4, got " + height + "x" + width);
    }
  }

  /** Rows of tiles. */
  public int rows() {
    return Math.ceilDiv(height, TILE);
  }

  /** Tiles in a row of tiles. */
  public int across() {
    return Math.ceilDiv(width, TILE);
  }

  /** All tiles. */
  public int tiles() {
    return rows() * across();
  }

  /** Top row, in the image, of the tiles in row {@code i}. */
  int top(int i) {
    return Math.min(i * TILE, height - TILE);
  }

  /** Left column, in the image, of the tiles in column {@code j}. */
  int left(int j) {
    return Math.min(j * TILE, width - TILE);
  }

  /** How many rows of the tiles in row {@code i} belong to the tiles above them. */
  int overlapAbove(int i) {
    return i * TILE - top(i);
  }

  /** How many columns of the tiles in column {@code j} belong to the tiles on their left. */
  int overlapLeft(int j) {
    return j * TILE - left(j);
  }

  /** The contraction over channels in one place: tiles instead of pixels. */
  public Contraction product(int inChannels, int outChannels) {
    return new Contraction(
        1, tiles(), 1, inChannels, outChannels, 0, inChannels, 0, 0, outChannels);
  }

  /**
   * {@code u = G w G^T} for many pairs of channels.
   *
   * @param w {@code [3][3][pairs]} from {@code offset}
   * @param u receives {@code [36][pairs]}
   */
  public static void transformWeights(float[] w, int offset, int pairs, float[] u) {
    for (int c = 0; c < 3; c++) {
      int column = offset + c * pairs;
      weights(w, column, 3 * pairs, u, c * pairs, PATCH * pairs, pairs);
    }
    for (int r = 0; r < PATCH; r++) {
      // In place: each of the three columns is read before one of the six is written.
      int row = r * PATCH * pairs;
      weights(u, row, pairs, u, row, pairs, pairs);
    }
  }

  /** {@code G w} for three numbers of every pair. */
  private static void weights(
      float[] w, int from, int step, float[] u, int to, int outStep, int pairs) {
    for (int i = 0; i < pairs; i++) {
      float a = w[from + i];
      float b = w[from + step + i];
      float d = w[from + 2 * step + i];
      float even = a + d;
      float quarter = Math.fma(4f, d, a);
      u[to + i] = a * 0.25f;
      u[to + outStep + i] = (even + b) * (-1f / 6);
      u[to + 2 * outStep + i] = (even - b) * (-1f / 6);
      u[to + 3 * outStep + i] = Math.fma(2f, b, quarter) * (1f / 24);
      u[to + 4 * outStep + i] = Math.fma(-2f, b, quarter) * (1f / 24);
      u[to + 5 * outStep + i] = d;
    }
  }
}
