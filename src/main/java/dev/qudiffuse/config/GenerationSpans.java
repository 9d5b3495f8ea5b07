package dev.qudiffuse.config;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Shows in a request's trace what its time went into: one span for the wait in the queue, one for
 * every step of the sampler. The threads that draw know nothing of the request, so its span is
 * remembered when the drawing is submitted, and what is told later carries its times with it.
 * Thread-safe.
 */
final class GenerationSpans {

  /** The drawings of one request, wherever they are made. Thread-safe. */
  interface Recording {

    /** Records nothing. */
    Recording NONE =
        new Recording() {
          @Override
          public void stepped(int index, int timestep, long start, long nanoseconds) {}

          @Override
          public void ended(String ending) {}
        };

    /**
     * A step is taken. The first to be told ends the wait in the queue.
     *
     * @param index of the step, from 0
     * @param timestep of the noise schedule at which it started
     * @param start as {@link System#nanoTime()} tells
     * @param nanoseconds that it took
     */
    void stepped(int index, int timestep, long start, long nanoseconds);

    /** All has come to an end, before a first step or after the last. */
    void ended(String ending);
  }

  private final @Nullable Tracer tracer;
  private final Clock clock;

  /**
   * Spans of the given tracer.
   *
   * @param tracer null where tracing is off, which then costs nothing
   */
  GenerationSpans(@Nullable Tracer tracer, Clock clock) {
    this.tracer = tracer;
    this.clock = clock;
  }

  /** Begins the wait in the queue; called on the thread of the request. */
  Recording begin() {
    Span request = tracer == null ? null : tracer.currentSpan();
    return tracer == null || request == null || request.isNoop()
        ? Recording.NONE
        : new SpanRecording(tracer, request.context(), clock.instant());
  }

  private static final class SpanRecording implements Recording {
    private final Tracer tracer;
    private final TraceContext request;

    /** One moment on both clocks: the first has dates, the second does not jump. */
    private final Instant submitted;

    private final long submittedNanoTime = System.nanoTime();
    private final AtomicBoolean waiting = new AtomicBoolean(true);

    SpanRecording(Tracer tracer, TraceContext request, Instant submitted) {
      this.tracer = tracer;
      this.request = request;
      this.submitted = submitted;
    }

    @Override
    public void stepped(int index, int timestep, long start, long nanoseconds) {
      if (waiting.compareAndSet(true, false)) {
        record(span("generation wait"), submittedNanoTime, start);
      }
      record(
          span("generation step").tag("qudiffuse.step", index).tag("qudiffuse.timestep", timestep),
          start,
          start + nanoseconds);
    }

    @Override
    public void ended(String ending) {
      if (waiting.compareAndSet(true, false)) {
        record(
            span("generation wait").tag("qudiffuse.ending", ending),
            submittedNanoTime,
            System.nanoTime());
      }
    }

    private Span.Builder span(String name) {
      return tracer.spanBuilder().setParent(request).name(name);
    }

    private void record(Span.Builder span, long start, long end) {
      span.startTimestamp(epochMicros(start), TimeUnit.MICROSECONDS)
          .start()
          .end(epochMicros(end), TimeUnit.MICROSECONDS);
    }

    private long epochMicros(long nanoTime) {
      Instant instant = submitted.plusNanos(nanoTime - submittedNanoTime);
      return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1000;
    }
  }
}
