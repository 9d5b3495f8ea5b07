package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.qudiffuse.Footprint;
import dev.qudiffuse.RawConnection;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.GenerativeModel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/**
 * Callers who vanish or hardly read leave nothing behind: no work, no thread, no connection, no
 * memory. Each kind comes twice, and the second time must leave no more than the first.
 */
@ServiceTest
@TestPropertySource(
    properties = {
      "qudiffuse.queue-capacity=5000",
      "qudiffuse.client-share=5000",
      "server.tomcat.connection-timeout=500ms",
      "logging.level.dev.qudiffuse.web.ProblemAdvice=debug"
    })
@Import(LeakTest.NarrowLine.class)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(180)
class LeakTest {

  private static final Semaphore GATE = new Semaphore(0);
  private static final int OPEN = 100_000_000;

  private static final List<String> FORMS =
      List.of("image/png", "image/gif", "application/json", "text/event-stream");

  private static final int CALLERS = 240;
  private static final int SLOW_READERS = 16;

  /** Bytes that sockets hold back, so that either side feels soon what the other does not do. */
  private static final int NARROW = 4096;

  private static final String WRITING_IN_VAIN = "SocketTimeoutException";

  private static final int MEGABYTE = 1 << 20;

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;
  @Autowired private GenerationQueue queue;

  static GenerativeModel model() {
    return new FakeModel(GATE);
  }

  /** Sends through a buffer so small that slow readers hold the service up, not the system. */
  @TestConfiguration(proxyBeanMethods = false)
  static class NarrowLine {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> narrowLine() {
      return factory ->
          factory.addConnectorCustomizers(
              connector -> connector.setProperty("socket.txBufSize", Integer.toString(NARROW)));
    }
  }

  @BeforeEach
  @AfterEach
  void openTheGate() {
    GATE.drainPermits();
    GATE.release(OPEN);
  }

  /** What one round of callers does. */
  private interface Round {
    void run() throws Exception;
  }

  private void assertNothingIsLeftBy(Round round, CapturedOutput log) throws Exception {
    round.run();
    awaitIdle();
    Footprint before = Footprint.now();

    round.run();
    awaitIdle();

    await()
        .pollInSameThread()
        .untilAsserted(
            () -> {
              Footprint after = Footprint.now();
              assertThat(after.threadsBeyond(before)).isEmpty();
              assertThat(after.virtualThreads()).isLessThanOrEqualTo(before.virtualThreads());
              assertThat(after.files()).isLessThanOrEqualTo(before.files() + 10);
              assertThat(after.heap()).isLessThan(before.heap() + 4 * MEGABYTE);
            });
    assertThat(log.getAll()).as("nothing went wrong here").doesNotContain(" ERROR ");
    try (var connection = new RawConnection(port)) {
      connection.write(RawConnection.request("GET", "/generate?digit=3&seed=1&steps=2"));
      assertThat(connection.read().status()).isEqualTo(200);
    }
  }

  private void awaitIdle() {
    await().pollInSameThread().until(() -> queue.waiting() == 0 && queue.inHand() == 0);
  }

  @Test
  void callersKilledWhileTheyWait(CapturedOutput log) throws Exception {
    assertNothingIsLeftBy(
        () -> {
          GATE.drainPermits();
          List<RawConnection> callers = new ArrayList<>();
          for (int i = 0; i < CALLERS; i++) {
            callers.add(call(i, "steps=1000&count=" + (i % FORMS.size() == 1 ? 1 : 4)));
          }
          int drawings = CALLERS / FORMS.size() * (1 + 3 * 4);
          await().pollInSameThread().until(() -> queue.waiting() + queue.inHand() == drawings);
          for (int i = 0; i < CALLERS; i++) {
            end(callers.get(i), i % 8 < 4);
          }
          await()
              .pollInSameThread()
              .until(() -> queue.waiting() == 0); // though no step can be taken
          GATE.release(OPEN);
        },
        log);
  }

  @Test
  void callersKilledWhileTheyAreAnswered(CapturedOutput log) throws Exception {
    var random = new Random(1);
    assertNothingIsLeftBy(
        () -> {
          for (int i = 0; i < CALLERS; i++) {
            RawConnection caller = call(i, "steps=%d&size=280".formatted(1 + random.nextInt(20)));
            if (i % 3 > 0) {
              caller.line();
            }
            if (i % 3 > 1) {
              caller.skip(1 + random.nextInt(500));
            }
            end(caller, random.nextBoolean());
          }
        },
        log);
  }

  @Test
  void eventsThatNobodyReads(CapturedOutput log) throws Exception {
    assertNothingIsLeftBy(
        () -> holdUp("text/event-stream", "steps=400&count=8&size=28", false), log);
  }

  @Test
  void largeAnswersThatAreReadByteByByte(CapturedOutput log) throws Exception {
    assertNothingIsLeftBy(() -> holdUp("application/json", "steps=1&count=12&size=280", true), log);
    assertThat(log.getAll()).as("what the service met").contains(WRITING_IN_VAIN);
  }

  /** Lets the service write until it cannot, and gives up on the callers. */
  private void holdUp(String accept, String query, boolean reads) throws Exception {
    List<RawConnection> callers = new ArrayList<>();
    for (int i = 0; i < SLOW_READERS; i++) {
      var socket = new Socket();
      socket.setReceiveBufferSize(NARROW);
      socket.connect(new InetSocketAddress("localhost", port));
      var caller = new RawConnection(socket);
      callers.add(caller);
      caller.write(
          RawConnection.request(
              "GET", "/generate?seed=%d&%s".formatted(i, query), "Accept: " + accept));
    }
    for (RawConnection caller : callers) {
      caller.line(); // it is being answered
    }
    for (int i = 0; reads && i < 200; i++) {
      for (RawConnection caller : callers) {
        caller.skip(1);
      }
    }
    awaitIdle(); // whoever does not read holds nobody up
    Thread.sleep(1_000); // longer than the service waits to go on writing
    if (!reads) {
      assertThat(rest(callers.getFirst())).isNotEmpty().doesNotContain("event: result");
    }
    for (int i = 0; i < callers.size(); i++) {
      end(callers.get(i), i % 2 == 0);
    }
  }

  /** All lines that still come before the service breaks off. */
  private static List<String> rest(RawConnection caller) {
    List<String> lines = new ArrayList<>();
    try {
      while (true) {
        lines.add(caller.line());
      }
    } catch (IOException e) {
      return lines;
    }
  }

  private RawConnection call(int number, String query) throws IOException {
    var caller = new RawConnection(port);
    caller.write(
        RawConnection.request(
            "GET",
            "/generate?seed=%d&%s".formatted(number, query),
            "Accept: " + FORMS.get(number % FORMS.size())));
    return caller;
  }

  private static void end(RawConnection caller, boolean reset) throws IOException {
    if (reset) {
      caller.reset();
    } else {
      caller.close();
    }
  }
}
