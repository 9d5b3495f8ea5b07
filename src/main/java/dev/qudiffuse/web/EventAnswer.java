package dev.qudiffuse.web;

import dev.qudiffuse.generation.DrawnImage;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.Generation;
import dev.qudiffuse.generation.StepReport;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.image.PngEncoder;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a caller how its drawings come along, as server-sent events: {@code queued}, then {@code
 * step} after step, then {@code result} or {@code problem}.
 *
 * <p>The threads that draw never wait for a caller who reads slowly: what does not fit into the
 * buffer between them is left out. So is no {@code result}.
 */
final class EventAnswer implements Answer {

  private static final int BUFFER = 256;

  /** Without an event for so long, a comment is sent, so that nobody in between hangs up. */
  private static final long SILENCE_MILLIS = 10_000;

  private static final long LOOK_MILLIS = 100;

  private final GenerationFacts facts;
  private final ObjectWriter json;
  private final BlockingQueue<Frame> frames = new ArrayBlockingQueue<>(BUFFER);

  /** Made on a drawing thread, read when all is drawn. */
  private volatile @Nullable GenerationAnswer result;

  EventAnswer(GenerationFacts facts, JsonMapper mapper) {
    this.facts = facts;
    this.json = mapper.writer().without(SerializationFeature.INDENT_OUTPUT); // events are lines
  }

  /** A step as it was taken. */
  private record Frame(StepReport step, GrayImage image) {}

  /** The wire form of an admission. */
  @Schema(name = "QueuedEvent")
  record Queued(@Schema(description = "How many images will be drawn.") int images) {}

  /** The wire form of a step. */
  @Schema(name = "StepEvent")
  record Step(
      @Schema(description = "Which image, from 0.") int image,
      @Schema(description = "Which step, from 1.") int step,
      @Schema(description = "How many there are.") int steps,
      @Schema(description = "Timestep of the noise schedule at which it started.") int timestep,
      @Schema(description = "Time of the step in milliseconds.") double milliseconds,
      @Schema(description = "Time of the circuit within it.") double circuitMilliseconds,
      @Schema(
              description = "The image after the step, 28x28, as PNG in Base64.",
              type = "string",
              format = "byte")
          byte[] preview) {}

  @Override
  public void onStep(StepReport step, float[] image) {
    // full: the caller reads too slowly for previews
    var unused = frames.offer(new Frame(step, GrayImage.of(GenerateCommand.NATIVE_SIZE, image)));
  }

  @Override
  public void onDrawn(List<DrawnImage> images) {
    result = GenerationAnswer.of(facts, images);
  }

  @Override
  public void follow(Generation generation, BooleanSupplier gone, HttpServletResponse response)
      throws IOException, InterruptedException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("X-Accel-Buffering", "no"); // nginx would collect them
    OutputStream out = response.getOutputStream();
    send(out, "queued", new Queued(facts.commands().size()));
    long last = System.nanoTime();
    while (!gone.getAsBoolean()) {
      boolean over = generation.isOver(); // asked before the look, so that no step is missed
      Frame frame = frames.poll(over ? 0 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (frame != null) {
        send(out, "step", step(frame));
        last = System.nanoTime();
      } else if (over) {
        return;
      } else if (System.nanoTime() - last > TimeUnit.MILLISECONDS.toNanos(SILENCE_MILLIS)) {
        out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        last = System.nanoTime();
      }
    }
  }

  @Override
  public void write(List<DrawnImage> images, HttpServletResponse response) throws IOException {
    send(response.getOutputStream(), "result", Objects.requireNonNull(result));
  }

  /** Says why there will be no result. */
  void writeProblem(ProblemDetail problem, HttpServletResponse response) throws IOException {
    send(response.getOutputStream(), "problem", problem);
  }

  private static Step step(Frame frame) {
    StepReport step = frame.step();
    return new Step(
        step.drawing(),
        step.index() + 1,
        step.command().steps(),
        step.timestep(),
        step.nanoseconds() / 1e6,
        step.circuitNanoseconds() / 1e6,
        PngEncoder.encode(frame.image()));
  }

  /** Sends one event; its data is JSON on one line. */
  private void send(OutputStream out, String event, Object data) throws IOException {
    out.write(
        "event: %s\ndata: %s\n\n"
            .formatted(event, json.writeValueAsString(data))
            .getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
