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
 * <p>Images lie one behind another, and their tiles are counted through, each image's in raster
 * order. Transformed tiles lie as {@code [36][tiles][channels]}, the 36 places a {@link
 * #PLACE_STRIDE} apart; the contraction over channels in one place is a linear map of tiles.
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

  /** Tiles of an image. */
  public int tiles() {
    return rows() * across();
  }

  /**
   * Floats from one of the 36 places of transformed tiles to the next: room for 42 tiles of 64
   * channels. It is the same for any number of tiles and channels, so that the compiler knows where
   * all places lie once it knows where one does; and no power of two, at which all places would
   * compete for the same few lines of a cache.
   */
  public static final int PLACE_STRIDE = 42 * 64 + Contraction.PANEL;

  /** Floats of an array of transformed tiles, of however many channels. */
  public static final int TRANSFORMED_SIZE = CacheLines.ORIGIN + PLACES * PLACE_STRIDE;

  /** Where one of the 36 places begins in an array of transformed tiles. */
  public static int place(int place) {
    return CacheLines.ORIGIN + place * PLACE_STRIDE;
  }

  /** Tiles of so many channels that an array of transformed tiles has room for. */
  public static int capacity(int channels) {
    return PLACE_STRIDE / channels;
  }

  /**
   * Floats from one of the 36 places of transformed weights to the next, likewise no power of two.
   */
  public static int pairStride(int pairs) {
    return pairs + Contraction.PANEL;
  }

  /** Floats of an array of transformed weights. */
  public static int transformedPairs(int pairs) {
    return weightPlace(PLACES, pairs);
  }

  /** Where one of the 36 places begins in an array of transformed weights. */
  public static int weightPlace(int place, int pairs) {
    return CacheLines.ORIGIN + place * pairStride(pairs);
  }

  /** Floats from one row of a bordered image to the next. */
  int rowStride(int channels) {
    return (width + 2) * channels;
  }

  /** Index of what a tile, counted over all images, sees first in bordered images. */
  int patch(int tile, int channels) {
    int row = tile % tiles() / across();
    int column = tile % across();
    int image = tile / tiles() * (height + 2);
    return CacheLines.ORIGIN + (image + top(row)) * rowStride(channels) + left(column) * channels;
  }

  /** Top row, in the image, of the tiles in row {@code i}. */
  int top(int i) {
    return Math.min(i * TILE, height - TILE);
  }

  /** Left column, in the image, of the tiles in column {@code j}. */
  int left(int j) {
    return Math.min(j * TILE, width - TILE);
  }

  /** How many rows of a tile, counted over all images, belong to the tile above it. */
  int overlapAbove(int tile) {
    int row = tile % tiles() / across();
    return row * TILE - top(row);
  }

  /** How many columns of a tile, counted over all images, belong to the tile on its left. */
  int overlapLeft(int tile) {
    int column = tile % across();
    return column * TILE - left(column);
  }

  /**
   * {@code u = G w G^T} for many pairs of channels.
   *
   * @param w {@code [3][3][pairs]} from {@code offset}
   * @param u receives {@code [36][pairs]}, the places a {@link #pairStride} apart
   */
  public static void transformWeights(float[] w, int offset, int pairs, float[] u) {
    int place = pairStride(pairs);
    for (int c = 0; c < 3; c++) {
      int column = offset + c * pairs;
      weights(w, column, 3 * pairs, u, weightPlace(c, pairs), PATCH * place, pairs);
    }
    for (int r = 0; r < PATCH; r++) {
      // In place: each of the three columns is read before one of the six is written.
      int row = weightPlace(r * PATCH, pairs);
      weights(u, row, place, u, row, place, pairs);
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
