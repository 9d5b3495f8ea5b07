package dev.qudiffuse.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a query in PromQL reads: its selectors, and the labels by which it groups. Knows the part of
 * the language that the chart uses, and refuses all else.
 */
final class PromQuery {

  /**
   * Series of a metric.
   *
   * @param metric its name
   * @param matchers what their labels must be
   */
  record Selector(String metric, List<LabelMatcher> matchers) {}

  /**
   * A condition on a label.
   *
   * @param operator one of =, !=, =~, !~
   */
  record LabelMatcher(String label, String operator, String value) {

    /** Whether a label's value meets it. */
    boolean matches(String actual) {
      return switch (operator) {
        case "=" -> actual.equals(value);
        case "!=" -> !actual.equals(value);
        case "=~" -> actual.matches(value);
        case "!~" -> !actual.matches(value);
        default -> throw new IllegalStateException(operator);
      };
    }
  }

  private static final Set<String> FUNCTIONS =
      Set.of("sum", "min", "max", "rate", "histogram_quantile", "vector");

  private static final Set<String> GROUPINGS = Set.of("by", "without");
  private static final Set<String> SET_OPERATORS = Set.of("or", "and", "unless");

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<word>[a-zA-Z_:][\\w:]*)|(?<text>\"[^\"]*\")|(?<number>\\d[\\w.]*)|(?<sign>=~|!~|!=|==|>=|<=|[-+*/%^<>=(){}\\[\\],]))");

  private final List<String> tokens = new ArrayList<>();
  private final List<Selector> selectors = new ArrayList<>();
  private final List<String> groupedBy = new ArrayList<>();
  private int next;

  private PromQuery(String query) {
    Matcher matcher = TOKEN.matcher(query.strip());
    int end = 0;
    while (matcher.lookingAt()) {
      tokens.add(matcher.group().strip());
      end = matcher.end();
      matcher.region(end, query.strip().length());
    }
    if (end != query.strip().length()) {
      throw new IllegalArgumentException("expected PromQL, got " + query.strip().substring(end));
    }
  }

  /**
   * Reads a query.
   *
   * @throws IllegalArgumentException if it is none
   */
  static PromQuery parse(String query) {
    var parsed = new PromQuery(query);
    try {
      parsed.expression();
      parsed.expect("");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " in " + query, e);
    }
    return parsed;
  }

  List<Selector> selectors() {
    return selectors;
  }

  List<String> groupedBy() {
    return groupedBy;
  }

  private void expression() {
    operand();
    while (peek().matches("==|!=|>=|<=|[-+*/%^<>]") || SET_OPERATORS.contains(peek())) {
      next++;
      operand();
    }
  }

  private void operand() {
    String token = take();
    if (token.equals("(")) {
      expression();
      expect(")");
    } else if (FUNCTIONS.contains(token)) {
      call();
    } else if (token.matches("[a-zA-Z_:].*")) {
      selector(token);
    } else if (!token.matches("\\d+(\\.\\d+)?(e\\d+)?")) {
      throw new IllegalArgumentException("expected an operand, got '" + token + "'");
    }
  }

  private void call() {
    if (GROUPINGS.contains(peek())) {
      next++;
      expect("(");
      do {
        groupedBy.add(take());
      } while (accept(","));
      expect(")");
    }
    expect("(");
    do {
      expression();
    } while (accept(","));
    expect(")");
  }

  private void selector(String metric) {
    List<LabelMatcher> matchers = new ArrayList<>();
    if (accept("{") && !accept("}")) {
      do {
        matchers.add(new LabelMatcher(take(), take(), text()));
      } while (accept(","));
      expect("}");
    }
    if (accept("[")) {
      if (!take().matches("\\d+[smhd]")) {
        throw new IllegalArgumentException(
            "expected a duration, got '" + tokens.get(next - 1) + "'");
      }
      expect("]");
    }
    selectors.add(new Selector(metric, matchers));
  }

  private String text() {
    String token = take();
    if (!token.startsWith("\"")) {
      throw new IllegalArgumentException("expected a text, got '" + token + "'");
    }
    return token.substring(1, token.length() - 1);
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private String take() {
    String token = peek();
    next++;
    return token;
  }

  private boolean accept(String token) {
    boolean there = peek().equals(token);
    next += there ? 1 : 0;
    return there;
  }

  private void expect(String token) {
    if (!peek().equals(token)) {
      throw new IllegalArgumentException("expected '%s', got '%s'".formatted(token, peek()));
    }
    next++;
  }
}
