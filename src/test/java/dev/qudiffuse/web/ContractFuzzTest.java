package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.qudiffuse.Footprint;
import dev.qudiffuse.RawConnection;
import dev.qudiffuse.TinyModel;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.web.Contract.Operation;
import dev.qudiffuse.web.RandomRequests.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.convention.TestBean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever is asked, the answer is one that {@code openapi.yaml} foresees, and nothing is left
 * behind. A failure names the seed of its request, which gives the same request again.
 */
@ServiceTest
@Timeout(180)
class ContractFuzzTest {

  private static final int REQUESTS = 10_000;
  private static final int CLIENTS = 4;

  /** Some break off, and then are not answered, or should not be. */
  private static final int ABANDONED = 20;

  private static final Set<Integer> FOR_OTHER_METHODS = Set.of(200, 400, 405, 413);

  @LocalServerPort private int port;
  @TestBean private ModelCatalogue models;
  @Autowired private GenerationQueue queue;

  static ModelCatalogue models() throws IOException {
    Path file = TinyModel.write(Files.createTempDirectory("fuzz").resolve("tiny.safetensors"));
    var models = new LinkedHashMap<String, GenerativeModel>();
    models.put(ModelCatalogue.SHIPPED, new FakeModel());
    models.put(ModelCatalogue.CUSTOM, TrainedModel.read(file)); // has a circuit to be shown
    return new ModelCatalogue(models);
  }

  @Test
  void everyAnswerIsForeseenAndNothingIsLeftBehind() throws Exception {
    List<Operation> operations = Contract.operations();
    assertThat(send(operations, -400, 0)).isEmpty(); // what is made once, is there from now on
    awaitEmptyQueue();
    Footprint before = Footprint.now();

    List<String> failures = send(operations, 0, REQUESTS);

    assertThat(failures).isEmpty();
    awaitEmptyQueue();
    await()
        .pollInSameThread()
        .untilAsserted(
            () -> {
              Footprint after = Footprint.now();
              assertThat(after.threadsBeyond(before)).isEmpty();
              assertThat(after.virtualThreads()).isLessThanOrEqualTo(before.virtualThreads());
            });
    try (var connection = new RawConnection(port)) {
      connection.write(RawConnection.request("GET", "/generate?digit=3&seed=1&steps=2"));
      assertThat(connection.read().status()).isEqualTo(200);
    }
  }

  private void awaitEmptyQueue() {
    await().pollInSameThread().until(() -> queue.waiting() == 0 && queue.inHand() == 0);
  }

  /** Sends the requests of some seeds; returns what was wrong with the answers. */
  private List<String> send(List<Operation> operations, int from, int to) throws Exception {
    List<Future<List<String>>> clients = new ArrayList<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int c = 0; c < CLIENTS; c++) {
        int first = from + c;
        clients.add(
            executor.submit(
                () -> {
                  try (var client = new FuzzClient()) {
                    for (int seed = first; seed < to; seed += CLIENTS) {
                      client.send(seed, operations);
                    }
                    return client.failures;
                  }
                }));
      }
    }
    List<String> failures = new ArrayList<>();
    for (Future<List<String>> client : clients) {
      failures.addAll(client.get());
    }
    return failures;
  }

  /** Sends one request after the other over a connection that is kept as long as it lives. */
  private final class FuzzClient implements AutoCloseable {
    private final List<String> failures = new ArrayList<>();
    private @Nullable RawConnection connection;

    void send(int seed, List<Operation> operations) throws IOException {
      Operation operation = operations.get(Math.floorMod(seed / CLIENTS, operations.size()));
      Request request = RandomRequests.of(seed, operation);
      if (seed % ABANDONED == 0) {
        abandon(seed, request);
        return;
      }
      try {
        RawConnection open = connection == null ? new RawConnection(port) : connection;
        connection = open;
        open.write(request.bytes());
        RawConnection.Answer answer = open.read(!request.method().equals("HEAD"));
        String wrong = wrong(reached(request, operation, operations), request, answer);
        if (wrong != null) {
          failures.add(
              "seed %d, %s: %s%n%s%n%s".formatted(seed, operation, wrong, request, answer.text()));
        }
        if (answer.isLast()) {
          close();
        }
      } catch (IOException | RuntimeException e) {
        failures.add("seed %d, %s: %s%n%s".formatted(seed, operation, e, request));
        close();
      }
    }

    /** Breaks off somewhere in the request, or before the answer. */
    private void abandon(int seed, Request request) throws IOException {
      int length = Math.floorMod(seed * 31, request.bytes().length + 1);
      var other = new RawConnection(port);
      other.write(Arrays.copyOf(request.bytes(), length));
      if (seed % (2 * ABANDONED) == 0) {
        other.reset();
      } else {
        other.close();
      }
    }

    @Override
    public void close() throws IOException {
      if (connection != null) {
        connection.close();
        connection = null;
      }
    }
  }

  /** The operation of the request's path whose method it has, if there is one. */
  private static @Nullable Operation reached(
      Request request, Operation meant, List<Operation> operations) {
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    return operations.stream()
        .filter(operation -> operation.path().equals(meant.path()))
        .filter(operation -> operation.method().equals(method))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String wrong(
      @Nullable Operation reached, Request request, RawConnection.Answer answer) {
    int status = answer.status();
    if (!(reached == null ? FOR_OTHER_METHODS : reached.answers().keySet()).contains(status)) {
      return "status " + status + " is not foreseen";
    }
    if (answer.headers().containsKey("x-injected")) {
      return "a header was injected";
    }
    String type = answer.headers().getOrDefault("content-type", "");
    if (request.method().equals("HEAD") || status == 304) {
      return answer.body().length == 0 ? null : "a body where none may be";
    }
    if (status >= 400) {
      return type.equals("application/problem+json") ? wrongProblem(answer) : "an error is " + type;
    }
    if (answer.text().contains("internal-error")) {
      return "it failed while it was answered";
    }
    return reached == null
            || reached.answers().getOrDefault(status, Set.of()).stream().anyMatch(type::startsWith)
        ? null
        : "media type " + type + " is not foreseen";
  }

  private static @Nullable String wrongProblem(RawConnection.Answer answer) {
    try {
      JsonNode problem = JsonMapper.shared().readTree(answer.body());
      String type = problem.path("type").asString("about:blank");
      boolean right =
          (type.equals("about:blank") || type.startsWith("urn:qudiffuse:problem:"))
              && problem.path("status").asInt() == answer.status()
              && problem.path("title").isString();
      return right ? null : "not a problem with type, title and status";
    } catch (JacksonException e) {
      return "not JSON: " + e.getOriginalMessage();
    }
  }
}
