package dev.qudiffuse.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromQueryTest {

  @Test
  void findsSelectorsAndGroups() {
    PromQuery query =
        PromQuery.parse(
            "sum by (a, b) (rate(x_total{c=\"1\",d!~\"2|3\"}[5m])) / y > 0.5 or z{} == 1");

    assertThat(query.selectors())
        .extracting(PromQuery.Selector::metric)
        .containsExactly("x_total", "y", "z");
    assertThat(query.selectors().getFirst().matchers())
        .containsExactly(
            new PromQuery.LabelMatcher("c", "=", "1"),
            new PromQuery.LabelMatcher("d", "!~", "2|3"));
    assertThat(query.groupedBy()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x{",
        "x{a}",
        "x{a=b}",
        "rate(x[5m]",
        "rate(x[5])",
        "rates(x)",
        "x y",
        "x >",
        "(x",
        "x)",
        "x{a=\"1\"",
        "sum by a (x)",
        "x;y"
      })
  void refusesWhatIsNoQuery(String text) {
    assertThatThrownBy(() -> PromQuery.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
