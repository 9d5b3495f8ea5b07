package dev.qudiffuse.evaluation;

import dev.qudiffuse.data.LabelledImages;

/**
 * Whether a digit is drawn in one piece, as nearly all real ones are: broken strokes and specks,
 * which the features of a network overlook, add pieces.
 *
 * <p>Ink is what is at least {@value #INK} of 255 bright; pixels that touch, be it at a corner,
 * belong to one piece.
 */
final class Strokes {

  private static final int INK = 100;
  private static final float THRESHOLD = INK / 127.5f - 1;

  private Strokes() {}

  /** Share of these images whose ink is one piece. */
  static double shareInOnePiece(LabelledImages images, int[] indices) {
    float[] pixels = new float[images.pixelsPerImage()];
    int inOne = 0;
    for (int index : indices) {
      images.copyImage(index, pixels);
      inOne += pieces(pixels, images.columns()) == 1 ? 1 : 0;
    }
    return (double) inOne / indices.length;
  }

  /**
   * Counts pieces of ink.
   *
   * @param pixels rows of {@code columns} values in [-1, 1]
   */
  static int pieces(float[] pixels, int columns) {
    boolean[] ink = new boolean[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      ink[i] = pixels[i] >= THRESHOLD;
    }
    int[] pending = new int[pixels.length];
    int pieces = 0;
    for (int start = 0; start < ink.length; start++) {
      if (ink[start]) {
        pieces++;
        erase(ink, columns, start, pending);
      }
    }
    return pieces;
  }

  /** Erases the piece that {@code start} belongs to. */
  private static void erase(boolean[] ink, int columns, int start, int[] pending) {
    int rows = ink.length / columns;
    int count = 0;
    pending[count++] = start;
    ink[start] = false;
    while (count > 0) {
      int pixel = pending[--count];
      int y = pixel / columns;
      int x = pixel % columns;
      for (int v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++) {
        for (int u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++) {
          int neighbour = v * columns + u;
          if (ink[neighbour]) {
            ink[neighbour] = false;
            pending[count++] = neighbour;
          }
        }
      }
    }
  }
}
