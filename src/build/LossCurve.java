import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the {@code loss.csv} of a training run as SVG: {@code java src/build/LossCurve.java
 * loss.csv > curve.svg}. Both axes are logarithmic. The thin line is the loss of the batches, means
 * of twenty after the first two hundred; the thick one the smoothed loss.
 */
final class LossCurve {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 360;
  private static final int MARGIN = 48;
  private static final int MEAN_OF = 20;

  private final double lastStep;
  private final double lowest;
  private final double highest;

  private LossCurve(double lastStep, double lowest, double highest) {
    this.lastStep = lastStep;
    this.lowest = lowest;
    this.highest = highest;
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("expected the path of a loss.csv");
    }
    List<double[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      if (Character.isDigit(line.charAt(0))) {
        String[] cells = line.split(",");
        rows.add(
            new double[] {
              Double.parseDouble(cells[0]),
              Double.parseDouble(cells[1]),
              Double.parseDouble(cells[2])
            });
      }
    }
    double lowest = rows.stream().mapToDouble(row -> row[2]).min().orElseThrow();
    new LossCurve(rows.getLast()[0], lowest * 0.85, 1).draw(rows, System.out);
  }

  private void draw(List<double[]> rows, PrintStream out) {
    out.printf(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
        WIDTH, HEIGHT);
    for (double loss : new double[] {0.1, 0.2, 0.5, 1}) {
      gridLine(out, MARGIN, y(loss), WIDTH - 10, y(loss));
      out.printf(
          Locale.ROOT,
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n",
          MARGIN - 6,
          y(loss) + 4,
          loss);
    }
    for (double step = 10; step <= lastStep; step *= 10) {
      gridLine(out, x(step), 10, x(step), HEIGHT - 30);
      out.printf(
          Locale.ROOT,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>%n",
          x(step),
          HEIGHT - 14,
          step);
    }
    line(out, rows, 1, "#9db7d5", 1);
    line(out, rows, 2, "#1f4e8c", 2);
    out.printf(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">step (log)</text>%n</svg>%n",
        WIDTH - 10, HEIGHT - 14);
  }

  private void line(PrintStream out, List<double[]> rows, int column, String color, int width) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < rows.size(); i += i < 200 ? 1 : MEAN_OF) {
      int to = Math.min(rows.size(), i < 200 ? i + 1 : i + MEAN_OF);
      double mean =
          rows.subList(i, to).stream().mapToDouble(row -> row[column]).average().orElseThrow();
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(rows.get(i)[0]), y(mean)));
    }
    out.printf(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" points=\"%s\"/>%n",
        color, width, points.toString().strip());
  }

  private static void gridLine(PrintStream out, double x1, double y1, double x2, double y2) {
    out.printf(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
        x1,
        y1,
        x2,
        y2);
  }

  private double x(double step) {
    return MARGIN + (WIDTH - 10 - MARGIN) * Math.log(step) / Math.log(lastStep);
  }

  private double y(double loss) {
    double share = Math.log(Math.min(loss, highest) / lowest) / Math.log(highest / lowest);
    return HEIGHT - 30 - (HEIGHT - 40) * Math.max(0, share);
  }
}
