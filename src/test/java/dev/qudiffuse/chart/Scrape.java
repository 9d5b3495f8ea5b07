package dev.qudiffuse.chart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a service tells Prometheus. */
record Scrape(List<Series> series) {

  private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** One line of it. */
  record Series(String metric, Map<String, String> labels, double value) {}

  static Scrape parse(String text) {
    return new Scrape(
        text.lines().filter(line -> !line.startsWith("#")).map(Scrape::series).toList());
  }

  private static Series series(String line) {
    Matcher matcher = SERIES.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a series, got " + line);
    }
    Map<String, String> labels = new HashMap<>();
    if (matcher.group(2) != null) {
      LABEL
          .matcher(matcher.group(2))
          .results()
          .forEach(label -> labels.put(label.group(1), label.group(2)));
    }
    return new Series(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
  }

  Stream<Series> of(String metric) {
    return series.stream().filter(one -> one.metric().equals(metric));
  }
}
