package dev.qudiffuse.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.qudiffuse.diffusion.Sampler;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerationObserver.Ending;
import dev.qudiffuse.generation.GenerationObserver.Refusal;
import dev.qudiffuse.model.CircuitBackend;
import dev.qudiffuse.model.CircuitTimer;
import dev.qudiffuse.model.ModelDenoiser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GenerationQueueTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Log log = new Log();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void anImageUnderLoadIsTheImageAlone(int threads) throws Exception {
    try (var queue = queue(new FakeModel(), threads, 100)) {
      List<Generation> generations =
          IntStream.range(0, 25)
              .mapToObj(
                  i ->
                      IntStream.range(4 * i, 4 * i + 4)
                          .mapToObj(GenerationQueueTest::command)
                          .toList())
              .map(commands -> submit(queue, commands))
              .toList();

      for (int i = 0; i < generations.size(); i++) {
        List<DrawnImage> images = await(generations.get(i));
        assertThat(images).hasSize(4);
        for (int j = 0; j < 4; j++) {
          assertThat(images.get(j).image().pixels())
              .isEqualTo(new ReverseDiffusion(new FakeModel()).draw(command(4 * i + j)).pixels());
        }
      }
      assertThat(queue.waiting()).isZero();
      assertThat(queue.inHand()).isZero();
    }
    assertThat(log.endings).hasSize(25).containsOnly(Ending.DRAWN);
    assertThat(log.drawn).hasSize(100);
  }

  @Test
  void requestsTakeTurns() throws Exception {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = queue(model, 1, 100)) {
      List<Integer> order = Collections.synchronizedList(new ArrayList<>());
      StepWatcher watcher = (step, image) -> order.add((int) step.command().seed());
      Generation large =
          queue.submit(
              List.of(command(100, 3), command(101, 3), command(102, 3)), "a", PATIENCE, watcher);
      model.awaitStep(); // the large request has begun before the others come
      Generation small = queue.submit(List.of(command(200, 3)), "b", PATIENCE, watcher);
      Generation other = queue.submit(List.of(command(300, 2)), "c", PATIENCE, watcher);
      gate.release(100);
      await(large);
      await(small);
      await(other);

      assertThat(order)
          .containsExactly(100, 100, 200, 300, 100, 200, 300, 101, 200, 101, 101, 102, 102, 102);
    }
  }

  @Test
  void anImageTakesAsManyThreadsAsItsRequestHasImages() throws Exception {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = queue(model, 3, 10)) {
      Generation generation = submit(queue, List.of(command(1, 1), command(2, 1), command(3, 1)));
      for (int i = 0; i < 3; i++) {
        model.awaitStep(); // without a single permit, so all three are at it
      }
      assertThat(queue.inHand()).isEqualTo(3);
      assertThat(queue.waiting()).isZero();
      gate.release(3);

      assertThat(await(generation)).hasSize(3);
    }
  }

  @Test
  void refusesWhatItCannotHold() throws Exception {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = queue(model, 1, 2)) {
      Generation two = submit(queue, List.of(command(0, 1), command(1, 1)));
      Generation third = submit(queue, List.of(command(2, 1)));
      model.awaitStep();

      assertThat(queue.waiting()).isEqualTo(2);
      assertThat(queue.inHand()).isEqualTo(1);
      assertThatExceptionOfType(QueueFullException.class)
          .isThrownBy(() -> submit(queue, List.of(command(3, 1), command(4, 1))))
          .withMessage("expected room for 2 more drawings in the queue, but there is room for 0");
      assertThat(log.refusals).containsExactly(Refusal.QUEUE_FULL);

      gate.release(100);
      assertThat(await(two)).hasSize(2);
      assertThat(await(third)).hasSize(1);
      assertThat(await(submit(queue, List.of(command(3, 1), command(4, 1))))).hasSize(2);
    }
  }

  @Test
  void refusesAClientWhatIsMoreThanItsShareAndServesOthers() throws Exception {
    var gate = new Semaphore(0);
    var limits = new GenerationQueue.Limits(1, 10, 2, PATIENCE);
    try (var queue = new GenerationQueue(new FakeModel(gate), limits, log, CircuitTimer.NONE)) {
      Generation two =
          queue.submit(List.of(command(0, 1), command(1, 1)), "greedy", PATIENCE, StepWatcher.NONE);

      assertThatExceptionOfType(ClientShareException.class)
          .isThrownBy(
              () -> queue.submit(List.of(command(2, 1)), "greedy", PATIENCE, StepWatcher.NONE))
          .withMessage(
              "expected at most 2 drawings of one client at a time, but 2 are on their way and 1"
                  + " more were asked for");
      assertThat(log.refusals).containsExactly(Refusal.CLIENT_SHARE);
      Generation others =
          queue.submit(List.of(command(3, 1)), "modest", PATIENCE, StepWatcher.NONE);
      gate.release(100);
      await(two);
      await(others);
      await(queue.submit(List.of(command(2, 1)), "greedy", PATIENCE, StepWatcher.NONE));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  queue.submit(
                      List.of(command(0, 1), command(1, 1), command(2, 1)),
                      "greedy",
                      PATIENCE,
                      StepWatcher.NONE))
          .withMessage("expected 1 to 2 drawings, got 3");
    }
  }

  @Test
  void expectsToTakeAsLongAsItTookOfLate() throws Exception {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = queue(model, 1, 4)) {
      Generation first = submit(queue, List.of(command(0, 1)));
      model.awaitStep();
      assertThat(queue.expectedWait()).as("before anything was drawn").isZero();
      Thread.sleep(300);
      gate.release();
      await(first);

      for (int i = 0; i < 3; i++) {
        submit(queue, List.of(command(i, 1)));
      }
      assertThat(queue.expectedWait())
          .isGreaterThanOrEqualTo(Duration.ofMillis(900))
          .isLessThan(Duration.ofSeconds(60));
      gate.release(100);
    }
  }

  @Test
  void whatIsCancelledAsItWaitsMakesRoom() throws Exception {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = queue(model, 1, 1)) {
      Generation first = submit(queue, List.of(command(0, 1)));
      model.awaitStep();
      Generation cancelled = submit(queue, List.of(command(1, 1)));
      cancelled.cancel();
      Generation last = submit(queue, List.of(command(2, 1)));
      gate.release(100);

      assertThat(await(first)).hasSize(1);
      assertThat(await(last)).hasSize(1);
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> await(cancelled))
          .withCauseInstanceOf(CallerGoneException.class);
      assertThat(model.steps()).as("steps of the first and the last").isEqualTo(2);
    }
    assertThat(log.endings).containsExactlyInAnyOrder(Ending.DRAWN, Ending.CANCELLED, Ending.DRAWN);
  }

  @Test
  void whatIsCancelledAsItIsDrawnEndsWithItsStep() throws Exception {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = queue(model, 1, 2)) {
      Generation cancelled = submit(queue, List.of(command(1, 1000), command(2, 1000)));
      model.awaitStep();
      gate.release();
      model.awaitStep();
      cancelled.cancel();
      assertThat(queue.waiting()).as("the sibling that no thread was at").isZero();
      Generation next = submit(queue, List.of(command(3, 3)));
      gate.release(2000);

      assertThat(await(next)).hasSize(1);
      assertThat(model.steps()).as("two steps of the one, three of the other").isEqualTo(5);
    }
  }

  @Test
  void whoeverHasGoneLeavesNoWorkBehind() throws Exception {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = queue(model, 1, 1)) {
      var gone = new AtomicBoolean();
      Generation generation = submit(queue, List.of(command(1, 1000)));
      var caller =
          new FutureTask<>(
              () ->
                  assertThatExceptionOfType(CallerGoneException.class)
                      .isThrownBy(() -> generation.await(gone::get)));
      Thread.startVirtualThread(caller);
      model.awaitStep();
      gone.set(true);
      caller.get();

      assertThat(generation.isOver()).isTrue();
      gate.release(2000);
      await(submit(queue, List.of(command(2, 3))));
      assertThat(model.steps()).as("one step of the one, three of the other").isEqualTo(4);
    }
  }

  @Test
  void whatIsLateIsGivenUp() throws Exception {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = queue(model, 1, 1)) {
      Generation late =
          queue.submit(
              List.of(command(1, 1000)), "client", Duration.ofMillis(250), StepWatcher.NONE);
      assertThatExceptionOfType(DeadlineException.class)
          .isThrownBy(() -> await(late))
          .withMessage("expected the drawing to be finished after 0.25 s, but it was not");

      gate.release(2000);
      await(submit(queue, List.of(command(2, 3))));
      assertThat(model.steps())
          .as("one step of the one, unless it was late before, three of the other")
          .isBetween(3, 4);
    }
    assertThat(log.endings).containsExactly(Ending.LATE, Ending.DRAWN);
  }

  @Test
  void nobodyWaitsLongerThanTheLimit() throws Exception {
    var limits = new GenerationQueue.Limits(1, 1, 2, Duration.ofMillis(250));
    var gate = new Semaphore(0);
    try (var queue = new GenerationQueue(new FakeModel(gate), limits, log, CircuitTimer.NONE)) {
      Generation late = submit(queue, List.of(command(1, 2)));

      assertThatExceptionOfType(DeadlineException.class).isThrownBy(() -> await(late));
      gate.release(100);
    }
  }

  @Test
  void whatNobodyWaitsForIsGivenUpWhenItIsLate() throws Exception {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = queue(model, 1, 1)) {
      Generation late =
          queue.submit(
              List.of(command(1, 1000)), "client", Duration.ofMillis(50), StepWatcher.NONE);
      Thread.sleep(100);
      gate.release(2000);
      await(submit(queue, List.of(command(2, 3))));

      assertThat(late.isOver()).isTrue();
      assertThat(model.steps())
          .as("one step of the one, unless it was late before, three of the other")
          .isBetween(3, 4);
    }
  }

  @Test
  void whoeverIsInterruptedLeavesNoWorkBehind() throws Exception {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    try (var queue = queue(model, 1, 1)) {
      Generation generation = submit(queue, List.of(command(1, 1000)));
      var caller =
          new FutureTask<>(
              () ->
                  assertThatExceptionOfType(InterruptedException.class)
                      .isThrownBy(() -> await(generation)));
      Thread thread = Thread.startVirtualThread(caller);
      model.awaitStep();
      thread.interrupt();
      caller.get();

      gate.release(2000);
      await(submit(queue, List.of(command(2, 3))));
      assertThat(model.steps()).as("one step of the one, three of the other").isEqualTo(4);
    }
  }

  @Test
  void aFailureReachesWhoWaitsAndTheThreadGoesOn() throws Exception {
    var working = new FakeModel();
    var model =
        new GenerativeModel() {
          @Override
          public String sha256() {
            return working.sha256();
          }

          @Override
          public ModelDenoiser newDenoiser(CircuitTimer timer) {
            return working.newDenoiser(timer);
          }

          @Override
          public Sampler sampler(SamplerType type, int steps, float noiseScale) {
            if (steps == 13) {
              throw new IllegalStateException("unlucky");
            }
            return working.sampler(type, steps, noiseScale);
          }
        };
    try (var queue = queue(model, 1, 4)) {
      Generation failing = submit(queue, List.of(command(1, 13), command(2, 3)));

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> await(failing))
          .withRootCauseInstanceOf(IllegalStateException.class)
          .withMessageContaining("unlucky");
      assertThat(await(submit(queue, List.of(command(1, 3))))).hasSize(1);
      assertThat(queue.waiting()).isZero();
    }
    assertThat(working.denoisers()).as("one thread, one denoiser").isEqualTo(1);
    assertThat(log.endings).containsExactly(Ending.FAILED, Ending.DRAWN);
  }

  /** Every one of them has begun when the last begins, since requests take turns. */
  @Test
  void drawingsAtRestHaveNoDenoisersOfTheirOwn() throws Exception {
    var model = new FakeModel();
    var backend = new CircuitBackend.Shots(1);
    try (var queue = queue(model, 2, 100)) {
      List<Generation> generations =
          IntStream.range(0, 64)
              .mapToObj(seed -> submit(queue, List.of(command(seed, 2, backend))))
              .toList();
      for (int seed = 0; seed < generations.size(); seed++) {
        assertThat(await(generations.get(seed)).getFirst().image().pixels())
            .isEqualTo(
                new ReverseDiffusion(new FakeModel()).draw(command(seed, 2, backend)).pixels());
      }
    }
    assertThat(model.denoisers()).as("one for each thread").isEqualTo(2);
  }

  @Test
  void tellsWhereTheTimeWent() throws Exception {
    try (var queue = queue(new FakeModel(), 1, 4)) {
      DrawnImage.Timing timing = await(submit(queue, List.of(command(1, 5)))).getFirst().timing();

      assertThat(timing.network()).isPositive();
      assertThat(timing.queue()).isPositive();
      assertThat(timing.circuit()).as("the fake has none").isZero();
    }
  }

  @Test
  void finishesWhatItHasWhenItCloses() throws Exception {
    var queue = queue(new FakeModel(), 2, 10);
    List<Generation> generations =
        IntStream.range(0, 10).mapToObj(i -> submit(queue, List.of(command(i)))).toList();

    queue.close();

    assertThat(generations).allMatch(Generation::isOver);
    for (Generation generation : generations) {
      assertThat(await(generation)).hasSize(1);
    }
    assertThat(queue.isOpen()).isFalse();
    assertThatExceptionOfType(QueueFullException.class)
        .isThrownBy(() -> submit(queue, List.of(command(0))))
        .withMessageContaining("stopping");
    assertThat(log.refusals).containsExactly(Refusal.STOPPING);
  }

  @Test
  void whatIsNotFinishedWhenItHasClosedIsToldApartFromWhatIsCancelled() throws Exception {
    var gate = new Semaphore(0);
    var model = new FakeModel(gate);
    var queue = queue(model, 1, 1);
    Generation drawn = submit(queue, List.of(command(1, 1000)));
    Generation waiting = submit(queue, List.of(command(2, 1000)));
    model.awaitStep();

    Thread.currentThread().interrupt(); // or it would wait for a while
    queue.close();

    assertThat(Thread.interrupted()).isTrue();
    for (Generation generation : List.of(drawn, waiting)) {
      assertThatExceptionOfType(StoppedException.class)
          .isThrownBy(() -> await(generation))
          .withMessage(
              "expected the drawing to be finished before the service stops, but it was not");
    }
    assertThat(log.endings).containsExactly(Ending.STOPPED, Ending.STOPPED);
    gate.release(1000);
  }

  @Test
  void itsThreadsEndWithIt() throws InterruptedException {
    List<Thread> others = generationThreads();
    var queue = queue(new FakeModel(), 3, 10);
    List<Thread> mine = generationThreads();
    mine.removeAll(others);
    assertThat(mine).hasSize(3);
    queue.close();

    for (Thread thread : mine) {
      thread.join(PATIENCE); // its last instructions may come after the end of its work
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(queue.isOpen()).isFalse();
  }

  /** As the circuits do that are simulated on a density matrix. */
  @Test
  void whatWouldRunInParallelStaysOnTheThreadThatDraws() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Set<ForkJoinPool> pools = ConcurrentHashMap.newKeySet();
    StepWatcher watcher =
        (step, image) ->
            IntStream.range(0, 1000)
                .parallel()
                .forEach(
                    i -> {
                      threads.add(Thread.currentThread());
                      pools.add(
                          Objects.requireNonNullElse(
                              ForkJoinTask.getPool(), ForkJoinPool.commonPool()));
                    });
    try (var queue = queue(new FakeModel(), 1, 10)) {
      await(queue.submit(List.of(command(1, 20)), "client", PATIENCE, watcher));
    }

    assertThat(threads).extracting(Thread::getName).containsExactly("generation-0");
    assertThat(pools).hasSize(1).doesNotContain(ForkJoinPool.commonPool());
  }

  @Test
  void theWatcherGetsAllImagesOnTheThreadThatDraws() throws Exception {
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    List<DrawnImage> told = Collections.synchronizedList(new ArrayList<>());
    StepWatcher watcher =
        whenDrawn(
            images -> {
              threads.add(Thread.currentThread());
              told.addAll(images);
            });
    try (var queue = queue(new FakeModel(), 3, 10)) {
      List<GenerateCommand> commands =
          List.of(command(1, 3), command(2, 1), command(3, 2), command(4, 1));
      List<DrawnImage> images = await(queue.submit(commands, "client", PATIENCE, watcher));

      assertThat(told).as("before whoever waits").isEqualTo(images);
    }
    assertThat(threads)
        .hasSize(1)
        .allMatch(thread -> !thread.isVirtual() && thread.getName().startsWith("generation-"));
  }

  /** Watches for the images alone. */
  private static StepWatcher whenDrawn(Consumer<List<DrawnImage>> take) {
    return new StepWatcher() {
      @Override
      public void onStep(StepReport step, float[] image) {}

      @Override
      public void onDrawn(List<DrawnImage> images) {
        take.accept(images);
      }
    };
  }

  @Test
  void whatTheWatcherCannotTakeHasFailed() throws Exception {
    StepWatcher watcher =
        whenDrawn(
            images -> {
              throw new IllegalStateException("no file");
            });
    try (var queue = queue(new FakeModel(), 1, 1)) {
      Generation failing = queue.submit(List.of(command(1, 1)), "client", PATIENCE, watcher);

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> await(failing))
          .withRootCauseInstanceOf(IllegalStateException.class);
      await(submit(queue, List.of(command(1, 1), command(2, 1))));
    }
    assertThat(log.endings).containsExactly(Ending.FAILED, Ending.DRAWN);
  }

  @Test
  void anObserverThatThrowsTakesNoThreadAway() throws Exception {
    var failures = new Semaphore(1);
    var observer =
        new Log() {
          @Override
          public void ended(Ending ending) {
            super.ended(ending);
            if (failures.tryAcquire()) {
              throw new AssertionError("a wrong observer");
            }
          }
        };
    var limits = new GenerationQueue.Limits(1, 2, 3, PATIENCE);
    try (var queue = new GenerationQueue(new FakeModel(), limits, observer, CircuitTimer.NONE)) {
      await(submit(queue, List.of(command(1, 1))));
      await(submit(queue, List.of(command(2, 1))));

      assertThat(queue.isOpen()).isTrue();
      assertThat(failures.availablePermits()).isZero();
    }
  }

  @Test
  void whatCannotBeAdmittedAfterAllLeavesItsRoom() throws Exception {
    var failures = new Semaphore(1);
    var observer =
        new Log() {
          @Override
          public Watch admitted(List<GenerateCommand> commands) {
            if (failures.tryAcquire()) {
              throw new IllegalStateException("a wrong observer");
            }
            return super.admitted(commands);
          }
        };
    var limits = new GenerationQueue.Limits(1, 1, 2, PATIENCE);
    List<GenerateCommand> all = List.of(command(1, 1), command(2, 1));
    try (var queue = new GenerationQueue(new FakeModel(), limits, observer, CircuitTimer.NONE)) {
      assertThatIllegalStateException().isThrownBy(() -> submit(queue, all));

      assertThat(queue.waiting()).isZero();
      assertThat(await(submit(queue, all))).hasSize(2);
    }
  }

  private static List<Thread> generationThreads() {
    return new ArrayList<>(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("generation-"))
            .toList());
  }

  @Test
  void needsAThreadAndRoom() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GenerationQueue.Limits(0, 1, 1, PATIENCE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GenerationQueue.Limits(1, 0, 1, PATIENCE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GenerationQueue.Limits(1, 1, 0, PATIENCE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GenerationQueue.Limits(2, Integer.MAX_VALUE - 1, 1, PATIENCE))
        .withMessageContaining("fewer than 2^31 drawings in all");
  }

  private GenerationQueue queue(GenerativeModel model, int threads, int waiting) {
    var limits = new GenerationQueue.Limits(threads, waiting, 1000, PATIENCE);
    return new GenerationQueue(model, limits, log, CircuitTimer.NONE);
  }

  private static Generation submit(GenerationQueue queue, List<GenerateCommand> commands) {
    return queue.submit(commands, "client", PATIENCE, StepWatcher.NONE);
  }

  private static List<DrawnImage> await(Generation generation)
      throws InterruptedException, ExecutionException {
    return generation.await(() -> false);
  }

  private static GenerateCommand command(long seed, int steps) {
    return new GenerateCommand(3, seed, steps, 1, 28, SamplerType.DDPM);
  }

  private static GenerateCommand command(long seed, int steps, CircuitBackend backend) {
    return new GenerateCommand(3, seed, steps, 1, 28, SamplerType.DDPM, Tempering.NONE, backend);
  }

  private static GenerateCommand command(int i) {
    return new GenerateCommand(i % 10, i, 1 + i % 5, 1 + i % 3, 28 + i, SamplerType.DDPM);
  }

  /** Writes down what it hears. */
  private static class Log implements GenerationObserver, GenerationObserver.Watch {
    private final List<Refusal> refusals = Collections.synchronizedList(new ArrayList<>());
    private final List<Ending> endings = Collections.synchronizedList(new ArrayList<>());
    private final List<DrawnImage> drawn = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Watch admitted(List<GenerateCommand> commands) {
      return this;
    }

    @Override
    public void refused(Refusal reason, int drawings) {
      refusals.add(reason);
    }

    @Override
    public void stepped(StepReport step) {}

    @Override
    public void drawn(DrawnImage image) {
      drawn.add(image);
    }

    @Override
    public void ended(Ending ending) {
      endings.add(ending);
    }
  }
}
