package dev.qudiffuse.quantum.drawing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines and letters on a grid of characters. A cell knows in which directions lines leave it, so
 * lines that meet become the right corner, branch or crossing by themselves. Not thread-safe.
 */
final class TextCanvas {

  private static final int UP = 1;
  private static final int DOWN = 2;
  private static final int LEFT = 4;
  private static final int RIGHT = 8;

  /** The character for each set of directions. */
  private static final String LINES = " ╵╷│╴┘┐┤╶└┌├─┴┬┼";

  private final byte[][] directions;
  private final char[][] letters;

  TextCanvas(int width, int height) {
    directions = new byte[height][width];
    letters = new char[height][width];
  }

  /** A line between two cells of a row. */
  void horizontal(int y, int fromX, int toX) {
    for (int x = fromX; x <= toX; x++) {
      directions[y][x] |= (byte) ((x > fromX ? LEFT : 0) | (x < toX ? RIGHT : 0));
    }
  }

  /** A line between two cells of a column. */
  void vertical(int x, int fromY, int toY) {
    for (int y = fromY; y <= toY; y++) {
      directions[y][x] |= (byte) ((y > fromY ? UP : 0) | (y < toY ? DOWN : 0));
    }
  }

  /** A rectangle, empty inside; lines that run against its sides end there. */
  void rectangle(int left, int top, int right, int bottom) {
    for (int y = top + 1; y < bottom; y++) {
      directions[y][left] &= (byte) ~RIGHT;
      directions[y][right] &= (byte) ~LEFT;
      Arrays.fill(directions[y], left + 1, right, (byte) 0);
    }
    horizontal(top, left, right);
    horizontal(bottom, left, right);
    vertical(left, top, bottom);
    vertical(right, top, bottom);
  }

  /** Letters from a cell to the right, over whatever lines are there. */
  void write(int x, int y, String text) {
    text.getChars(0, text.length(), letters[y], x);
  }

  /** The rows, without spaces at their ends, and without empty rows above and below. */
  List<String> rows() {
    List<String> all = IntStream.range(0, letters.length).mapToObj(this::row).toList();
    int from = 0;
    int to = all.size();
    while (from < to && all.get(from).isEmpty()) {
      from++;
    }
    while (to > from && all.get(to - 1).isEmpty()) {
      to--;
    }
    return all.subList(from, to);
  }

  private String row(int y) {
    StringBuilder row = new StringBuilder();
    for (int x = 0; x < letters[y].length; x++) {
      row.append(letters[y][x] != 0 ? letters[y][x] : LINES.charAt(directions[y][x]));
    }
    return row.toString().stripTrailing();
  }
}
