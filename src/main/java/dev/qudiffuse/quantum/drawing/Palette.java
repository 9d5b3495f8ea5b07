package dev.qudiffuse.quantum.drawing;

import java.util.List;

/**
 * The colours of series, which can be told apart on white and on black, and what they stand for.
 */
final class Palette {

  /** After Tableau's ten; the pale ones are darker here, the grey is gone, and three are new. */
  private static final List<String> COLORS =
      List.of(
          "#4e79a7", "#f28e2b", "#e15759", "#59a14f", "#b07aa1", "#3aa6a0", "#d4a514", "#ff7f9c",
          "#9c755f", "#5b5bd6", "#8cb33e", "#c2477f");

  private static final double LINE_HEIGHT = 20;
  private static final double FONT_SIZE = 13;

  private Palette() {}

  /**
   * Checks that there is a colour for each of these.
   *
   * @throws IllegalArgumentException if there are none or too many
   */
  static void requireCount(int series) {
    if (series < 1 || series > COLORS.size()) {
      throw new IllegalArgumentException(
          "expected 1 to %s series, got %s".formatted(COLORS.size(), series));
    }
  }

  /** The class of a series. */
  static String cssClass(int series) {
    return "s" + series;
  }

  /** The rules for the first classes, below a root class. */
  static String css(String root, int series) {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < series; i++) {
      rules.append(".%s .%s{fill:%s}\n".formatted(root, cssClass(i), COLORS.get(i)));
    }
    return rules.toString();
  }

  /** How wide the legend of these names is. */
  static double legendWidth(List<String> names) {
    return 16 + names.stream().mapToDouble(name -> TextWidth.of(name, FONT_SIZE)).max().orElse(0);
  }

  /** How high it is. */
  static double legendHeight(List<String> names) {
    return names.size() * LINE_HEIGHT;
  }

  /** Draws the names, each with its colour, below one another. */
  static void drawLegend(SvgWriter svg, double left, double top, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      double middle = top + (i + 0.5) * LINE_HEIGHT;
      svg.circle(cssClass(i), left + 5, middle, 5);
      svg.label("start", left + 16, middle + 0.36 * FONT_SIZE, names.get(i));
    }
  }
}
