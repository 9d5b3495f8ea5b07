package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.qudiffuse.RawConnection;
import dev.qudiffuse.ServiceProcess;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.generation.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own that is told to end while callers draw with the model in the jar. */
@Timeout(180)
class SigtermTest {

  private static final int CLIENTS = 6;
  private static final int SEEDS = 3;
  private static final int STEPS = 30;

  private static final String REFUSED = "refused";

  /** 128 and the number of the signal. */
  private static final int TERMINATED = 143;

  /** What Kubernetes gives it. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final List<byte[]> expected = new ArrayList<>();
  private final AtomicBoolean signalled = new AtomicBoolean();
  private final AtomicInteger answered = new AtomicInteger();

  @TempDir private Path folder;

  /**
   * What came of one client.
   *
   * @param drawnAfterwards answers that were finished after the signal
   * @param wrong what should not have happened
   */
  private record Outcome(int drawnAfterwards, List<String> wrong) {}

  @Test
  void whoeverIsAdmittedGetsItsImage() throws Exception {
    drawEachAlone();
    try (var service = ServiceProcess.start(folder);
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        boolean events = i % 2 == 0;
        int seed = i % SEEDS;
        Callable<Outcome> client = () -> draw(service.port(), seed, events);
        clients.add(executor.submit(client));
      }
      await().atMost(Duration.ofMinutes(1)).until(() -> answered.get() > CLIENTS);

      signalled.set(true);
      service.terminate();

      assertThat(service.hasEndedWithin(GRACE)).as("ended in time").isTrue();
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> client : clients) {
        outcomes.add(client.get());
      }
      assertThat(outcomes).flatExtracting(Outcome::wrong).isEmpty();
      assertThat(outcomes.stream().mapToInt(Outcome::drawnAfterwards).sum())
          .as("drawings that were on their way")
          .isPositive();
      assertThat(service.exitValue()).isEqualTo(TERMINATED);
      assertThat(service.log()).doesNotContain(" ERROR ", "Exception");
    } finally {
      signalled.set(true);
    }
  }

  private void drawEachAlone() {
    TrainedModel model = TrainedModel.shipped();
    var reverseDiffusion = new ReverseDiffusion(model);
    for (int seed = 0; seed < SEEDS; seed++) {
      var command =
          new GenerateCommand(
              3, seed, STEPS, GenerationDefaults.STANDARD.guidance(), 28, SamplerType.DDPM);
      expected.add(
          ServicePng.of(
              reverseDiffusion.draw(command), command, ModelCatalogue.SHIPPED, model.sha256()));
    }
  }

  /** One request after the other, each on a connection of its own, until one is refused. */
  private Outcome draw(int port, int seed, boolean events) {
    int drawnAfterwards = 0;
    while (true) {
      boolean before = !signalled.get();
      String wrong = drawOne(port, seed, events);
      if (wrong.equals(REFUSED) && !before) {
        return new Outcome(drawnAfterwards, List.of());
      }
      if (!wrong.isEmpty()) {
        return new Outcome(
            drawnAfterwards, List.of(wrong + ", asked before the signal: " + before));
      }
      answered.incrementAndGet();
      drawnAfterwards += signalled.get() ? 1 : 0;
    }
  }

  /** Returns what is wrong; nothing if all is well. */
  private String drawOne(int port, int seed, boolean events) {
    RawConnection begun = null;
    try (var connection = new RawConnection(port)) {
      begun = connection;
      connection.write(
          RawConnection.request(
              "POST",
              "/generate?digit=3&seed=%d&steps=%d&size=28".formatted(seed, STEPS),
              "Content-Length: 0",
              "Accept: " + (events ? "text/event-stream" : "image/png")));
      RawConnection.Answer answer = connection.read();
      if (answer.status() == 503) {
        return REFUSED;
      }
      byte[] image = expected.get(seed);
      boolean right =
          events
              ? answer.text().contains(Base64.getEncoder().encodeToString(image))
              : Arrays.equals(answer.body(), image);
      return answer.status() == 200 && right
          ? ""
          : "status " + answer.status() + ", image: " + right;
    } catch (IOException e) {
      return begun == null || !begun.hasAnswer() ? REFUSED : "broken off: " + e;
    }
  }
}
