package dev.qudiffuse.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.cli.QuDiffuseCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The job draws the shards of one data set, each once. */
class SamplingJobTest {

  @Test
  void everyIndexDrawsItsShard() {
    JsonNode job = job("models");

    assertThat(job.at("/spec/completionMode").asString()).isEqualTo("Indexed");
    assertThat(job.at("/spec/completions").asInt()).isEqualTo(10);
    assertThat(
            job.at("/spec/template/spec/containers/0/args").valueStream().map(JsonNode::asString))
        .containsExactly(
            "sample",
            "--count",
            "60000",
            "--seed",
            "1",
            "--shard",
            "$(JOB_COMPLETION_INDEX)/10",
            "--out",
            "/data/shard-$(JOB_COMPLETION_INDEX)",
            "--model",
            "/models/fashion/model.safetensors",
            "--steps",
            "50");
  }

  @Test
  void theCommandTakesTheseArguments() {
    String[] arguments =
        job("models")
            .at("/spec/template/spec/containers/0/args")
            .valueStream()
            .map(argument -> argument.asString().replace("$(JOB_COMPLETION_INDEX)", "9"))
            .toArray(String[]::new);

    assertThat(QuDiffuseCommand.commandLine().parseArgs(arguments).subcommand().matchedArgs())
        .hasSize(6);
  }

  @Test
  void aJobThatDrawsSomethingElseHasAnotherName() {
    String base = "{enabled: true, claimName: datasets";

    assertThat(name(base + "}")).startsWith(Chart.NAME + "-sampling-").isEqualTo(name(base + "}"));
    assertThat(name(base + ", seed: 2}")).isNotEqualTo(name(base + "}"));
    assertThat(name(base + ", count: 2000000}")).isNotEqualTo(name(base + "}"));
  }

  /** Kubernetes refuses the job if the name of its last pod is too long. */
  @Test
  void theLongestNameLeavesRoomForTheLastIndex() {
    String job = "samplingJob: {enabled: true, claimName: datasets, count: 100000, shards: 100000}";
    ObjectNode values = Chart.yaml(job);

    assertThat(name(values.put("fullnameOverride", "a".repeat(45))) + "-99999")
        .hasSize(63)
        .contains("-sampling-");
    assertThat(name(values.put("fullnameOverride", "a".repeat(39) + "-bcde")))
        .startsWith("a".repeat(39) + "-sampling-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9007199254740991", "-9007199254740991", "'1234567890123456789'"})
  void aSeedKeepsItsDigits(String seed) {
    ObjectNode values = Chart.values("models");
    values.withObjectProperty("samplingJob").set("seed", Chart.yaml("seed: " + seed).get("seed"));

    assertThat(
            Chart.render(values)
                .ofKind("Job")
                .findFirst()
                .orElseThrow()
                .at("/spec/template/spec/containers/0/args/4")
                .asString())
        .isEqualTo(seed.replace("'", ""));
  }

  private static String name(String samplingJob) {
    return name(Chart.yaml("samplingJob: " + samplingJob));
  }

  private static String name(JsonNode values) {
    return Chart.render(values).ofKind("Job").map(Manifests::nameOf).findFirst().orElseThrow();
  }

  private static JsonNode job(String set) {
    return Chart.render(Chart.values(set)).ofKind("Job").findFirst().orElseThrow();
  }
}
