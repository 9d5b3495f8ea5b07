package dev.qudiffuse.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.cli.QuDiffuseCommand;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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

  private static String name(String samplingJob) {
    return Chart.render(Chart.yaml("samplingJob: " + samplingJob))
        .ofKind("Job")
        .map(Manifests::nameOf)
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode job(String set) {
    return Chart.render(Chart.values(set)).ofKind("Job").findFirst().orElseThrow();
  }
}
