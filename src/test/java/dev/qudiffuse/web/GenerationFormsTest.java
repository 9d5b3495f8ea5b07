package dev.qudiffuse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.FakeModel;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.ReverseDiffusion;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The ways to ask for drawings and to have them answered, with a model that waits for permits. */
@ServiceTest
@TestPropertySource(properties = "qudiffuse.threads=2")
@Timeout(60)
class GenerationFormsTest {

  private static final Semaphore GATE = new Semaphore(0);
  private static final int OPEN = 1_000_000;

  @LocalServerPort private int port;
  @TestBean private GenerativeModel model;
  @Autowired private GenerationQueue queue;
  private Client client;

  static GenerativeModel model() {
    return new FakeModel(GATE);
  }

  @BeforeEach
  void connect() {
    client = new Client(port);
    GATE.drainPermits();
    GATE.release(OPEN);
  }

  @Test
  void aSeedMayBeAskedForWithGet() throws Exception {
    HttpResponse<byte[]> posted = client.generate("digit=3&seed=7&steps=3");
    HttpResponse<byte[]> got = client.get("/generate?digit=3&seed=7&steps=3");

    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.body()).isEqualTo(posted.body());
    assertThat(got.headers().firstValue("Cache-Control")).hasValue("max-age=86400, public");
    assertThat(got.headers().firstValue("Vary")).get().asString().contains("Accept");
    assertThat(posted.headers().firstValue("ETag")).isEmpty();
  }

  @Test
  void whatTheCallerHasIsNotDrawnAgain() throws Exception {
    String path = "/generate?digit=3&seed=7&steps=3";
    String tag = client.get(path).headers().firstValue("ETag").orElseThrow();
    assertThat(tag).matches("\"[0-9a-f]{32}\"");
    int steps = ((FakeModel) model).steps();

    HttpResponse<byte[]> again =
        client.send(client.request(path, "If-None-Match", tag).GET().build());

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).hasValue(tag);
    assertThat(client.send(client.request(path, "If-None-Match", "*").GET().build()).statusCode())
        .isEqualTo(304);
    assertThat(((FakeModel) model).steps()).isEqualTo(steps);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "image/gif", "application/json"})
  void theHeadIsToldWithoutDrawing(String accept) throws Exception {
    String path = "/generate?digit=3&seed=7&steps=3";
    var got = client.send(client.request(path, "Accept", accept).GET().build()).headers();
    int steps = ((FakeModel) model).steps();

    HttpResponse<byte[]> head = client.head(path, "Accept", accept);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(((FakeModel) model).steps()).isEqualTo(steps);
    assertThat(head.headers().firstValue("Content-Length")).isEmpty();
    for (String name : got.map().keySet()) {
      if (!List.of("date", "server-timing", "content-length", "transfer-encoding").contains(name)) {
        assertThat(head.headers().allValues(name)).as(name).isEqualTo(got.allValues(name));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "digit=3&seed=8&steps=3",
        "digit=4&seed=7&steps=3",
        "digit=3&seed=7&steps=2",
        "digit=3&seed=7&steps=3&size=281",
        "digit=3&seed=7&steps=3&guidance=1.5",
        "digit=3&seed=7&steps=3&sampler=ddim",
        "digit=3&seed=7&steps=3&count=2"
      })
  void theEntityTagKnowsWhatMakesADifference(String other) throws Exception {
    String tag = client.get("/generate?digit=3&seed=7&steps=3").headers().firstValue("ETag").get();

    HttpResponse<byte[]> response =
        client.send(client.request("/generate?" + other, "If-None-Match", tag).GET().build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("ETag")).isPresent().get().isNotEqualTo(tag);
  }

  @Test
  void getHasNoBody() throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            client
                .request("/generate?seed=1", "Content-Type", "application/json")
                .method("GET", BodyPublishers.ofString("{\"digit\": 4}"))
                .build());

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(Client.json(response))
        .containsEntry(
            "detail",
            "body: expected none, since GET takes its parameters from the query, got one");
  }

  /** As gateways pass on a request without a body. */
  @Test
  void aBodyWithoutAByteIsNone() throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            client
                .request("/generate?digit=3&seed=7&steps=3")
                .POST(BodyPublishers.ofInputStream(InputStream::nullInputStream))
                .build());

    assertThat(response.statusCode()).as(Client.text(response)).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(alone(new GenerateCommand(3, 7, 3, 2, 280, SamplerType.DDPM)));
  }

  @Test
  void aBodyOfNoTypeIsRefused() throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            client
                .request("/generate?digit=3")
                .POST(
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[] {'{'})))
                .build());

    assertThat(response.statusCode()).isEqualTo(415);
  }

  @Test
  void getNeedsASeed() throws Exception {
    HttpResponse<byte[]> response = client.get("/generate?digit=3");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Client.json(response))
        .containsEntry("parameter", "seed")
        .containsEntry("allowed", "an integer, since only POST draws one");
  }

  @Test
  void parametersMayComeAsJson() throws Exception {
    HttpResponse<byte[]> response =
        post("{\"digit\": 3, \"seed\": 7, \"steps\": 3, \"guidance\": 1.5, \"sampler\": \"ddim\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(alone(new GenerateCommand(3, 7, 3, 1.5f, 280, SamplerType.DDIM)));
  }

  @Test
  void anIntegerInJsonMayHaveAPoint() throws Exception {
    HttpResponse<byte[]> response =
        post("{\"digit\": 3.0, \"seed\": 9007199254740993.0, \"steps\": 0.3e1, \"guidance\": 1.5}");

    assertThat(response.statusCode()).as(Client.text(response)).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            alone(new GenerateCommand(3, 9007199254740993L, 3, 1.5f, 280, SamplerType.DDPM)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"seed\": 1e99} | seed | | 1E+99",
        "[1] | body | a JSON object | [1]",
        "{\"digit\": null} | digit | a number or a text | null",
        "{\"digit\": [3]} | digit | a number or a text | [3]",
        "{\"digit\": 3.5} | digit | an integer from 0 to 9 | 3.5",
        "{\"digit\": 3, \"dogit\": 4} | dogit | |",
        "{\"digit\": 3, \"digit\": 4} | body | a JSON object |",
        "{\"digit\": 3 | body | a JSON object |",
      })
  void saysWhatIsWrongWithJson(
      String body, String parameter, @Nullable String allowed, @Nullable String got)
      throws Exception {
    HttpResponse<byte[]> response = post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    Map<String, Object> problem = Client.json(response);
    assertThat(problem).containsEntry("parameter", parameter);
    if (allowed != null) {
      assertThat(problem).containsEntry("allowed", allowed);
    }
    if (got != null) {
      assertThat(problem).containsEntry("got", got);
    }
  }

  @Test
  void aHugeBodyIsRefused() throws Exception {
    HttpResponse<byte[]> response = post("{\"digit\": 3%s}".formatted(" ".repeat(20_000)));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void aParameterInTheQueryAndInTheBodyIsSaidTwice() throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            client
                .request("/generate?digit=3", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"digit\": 4}"))
                .build());

    assertThat(Client.json(response))
        .containsEntry("detail", "digit: expected an integer from 0 to 9, once, got 3 and 4");
  }

  @Test
  void jsonHoldsEveryImageWithItsSeed() throws Exception {
    HttpResponse<byte[]> response =
        client.generate("seed=8&count=3&steps=2&size=28", "Accept", "application/json");

    Map<String, Object> answer = Client.json(response);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer).containsEntry("model", Map.of("id", "default", "sha256", "f".repeat(64)));
    List<Map<String, Object>> images = images(answer);
    assertThat(images).extracting(image -> image.get("seed")).containsExactly(8, 9, 10);
    assertThat(images).extracting(image -> image.get("digit")).containsExactly(8, 9, 0);
    for (int i = 0; i < 3; i++) {
      assertThat(data(images.get(i)))
          .isEqualTo(client.generate("seed=%d&steps=2&size=28".formatted(8 + i)).body());
    }
    assertThat(response.headers().firstValue("X-QuDiffuse-Digit")).hasValue("8,9,0");
    assertThat(response.headers().firstValue("X-QuDiffuse-Count")).hasValue("3");
  }

  @Test
  void headersTellWhatItWasDrawnFromAndWhereTheTimeWent() throws Exception {
    var headers = client.generate("digit=3&seed=7&steps=2&guidance=1.5").headers();

    assertThat(headers.firstValue("X-QuDiffuse-Steps")).hasValue("2");
    assertThat(headers.firstValue("X-QuDiffuse-Size")).hasValue("280");
    assertThat(headers.firstValue("X-QuDiffuse-Sampler")).hasValue("ddpm");
    assertThat(headers.firstValue("X-QuDiffuse-Guidance")).hasValue("1.5");
    assertThat(headers.firstValue("X-QuDiffuse-Model")).hasValue("default");
    assertThat(headers.firstValue("X-QuDiffuse-Model-Hash")).hasValue("f".repeat(64));
    assertThat(headers.firstValue("Server-Timing").orElseThrow())
        .matches(
            "queue;dur=\\d+\\.\\d{3}, network;dur=\\d+\\.\\d{3}, circuit;dur=0\\.000,"
                + " encode;dur=\\d+\\.\\d{3}");
  }

  @Test
  void severalImagesComeOnAContactSheet() throws Exception {
    BufferedImage sheet = image(client.generate("seed=8&count=5&steps=2&size=28"));
    BufferedImage third = image(client.generate("seed=10&steps=2&size=28"));

    assertThat(sheet.getWidth()).as("three columns with gaps of two").isEqualTo(3 * 30 + 2);
    assertThat(sheet.getHeight()).isEqualTo(2 * 30 + 2);
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        assertThat(sheet.getRGB(2 * 30 + 2 + x, 2 + y)).isEqualTo(third.getRGB(x, y));
      }
    }
  }

  private static byte[] pixels(byte[] png) throws IOException {
    return ((DataBufferByte)
            ImageIO.read(new ByteArrayInputStream(png)).getRaster().getDataBuffer())
        .getData();
  }

  private static BufferedImage image(HttpResponse<byte[]> response) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(response.body()));
  }

  @ParameterizedTest
  @CsvSource({"4, 28, 4", "1000, 28, 59", "40, 1024, 14"})
  void aGifShowsTheDenoising(int steps, int size, int frames) throws Exception {
    String query = "digit=3&seed=7&steps=%d&size=%d".formatted(steps, size);
    HttpResponse<byte[]> response = client.generate(query, "Accept", "image/gif");

    assertThat(response.headers().firstValue("Content-Type")).hasValue("image/gif");
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(response.body())));
    assertThat(reader.getNumImages(true)).isEqualTo(frames);
    BufferedImage last = reader.read(frames - 1);
    BufferedImage drawn = image(client.generate(query));
    assertThat(last.getWidth()).isEqualTo(size);
    for (int i = 0; i < size; i++) {
      assertThat(last.getRGB(i, size / 2) & 0xff)
          .isEqualTo(drawn.getRaster().getSample(i, size / 2, 0));
    }
    assertThat(reader.read(0).getRGB(0, 0)).isNotEqualTo(last.getRGB(0, 0));
  }

  @Test
  void aGifIsOfOneImage() throws Exception {
    HttpResponse<byte[]> response = client.generate("digit=3&count=2", "Accept", "image/gif");

    assertThat(Client.json(response))
        .containsEntry("detail", "count: expected 1, since a GIF is of one image, got 2");
  }

  @Test
  void aPngSaysWhatItWasDrawnFrom() throws Exception {
    byte[] png = client.generate("digit=3&seed=7&steps=2&guidance=1.5&size=100").body();
    HttpResponse<byte[]> response = info(png, "image/png");

    assertThat(response.statusCode()).isEqualTo(200);
    Map<String, Object> info = Client.json(response);
    assertThat(info)
        .containsEntry("width", 100)
        .containsEntry("height", 100)
        .containsEntry("other", Map.of("Software", "QuDiffuse"));
    @SuppressWarnings("unchecked")
    Map<String, String> said = (Map<String, String>) Objects.requireNonNull(info.get("generation"));
    assertThat(said)
        .containsEntry("Model-Hash", "f".repeat(64))
        .containsEntry("Backend", "exact")
        .containsEntry("Sampler", "ddpm");
    assertThat(
            client
                .generate(
                    "digit=%s&seed=%s&steps=%s&guidance=%s&size=100"
                        .formatted(
                            said.get("Digit"),
                            said.get("Seed"),
                            said.get("Steps"),
                            said.get("Guidance")))
                .body())
        .isEqualTo(png);
  }

  @Test
  void whatIsNoPngIsRefused() throws Exception {
    HttpResponse<byte[]> text = info("nonsense".getBytes(StandardCharsets.UTF_8), "image/png");
    HttpResponse<byte[]> type = info(new byte[1], "image/jpeg");

    assertThat(text.statusCode()).isEqualTo(400);
    assertThat(Client.json(text))
        .containsEntry("type", "urn:qudiffuse:problem:invalid-image")
        .containsEntry("parameter", "body");
    assertThat(type.statusCode()).isEqualTo(415);
  }

  private HttpResponse<byte[]> info(byte[] body, String type) throws Exception {
    return client.send(
        client
            .request("/images/info", "Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  @Test
  void eventsTellOfEveryStepAndThenTheResult() throws Exception {
    HttpResponse<byte[]> response =
        client.generate("digit=3&seed=7&steps=4&size=28", "Accept", "text/event-stream");

    assertThat(response.headers().firstValue("Content-Type"))
        .get()
        .asString()
        .startsWith("text/event-stream");
    assertThat(response.headers().firstValue("X-Accel-Buffering")).as("to nginx").hasValue("no");
    List<Event> events = events(Client.text(response));
    assertThat(events)
        .extracting(Event::name)
        .containsExactly("queued", "step", "step", "step", "step", "result");
    assertThat(events.get(1).data())
        .containsEntry("image", 0)
        .containsEntry("step", 1)
        .containsEntry("steps", 4)
        .containsEntry("timestep", 999);
    byte[] preview = Base64.getDecoder().decode((String) events.get(1).data().get("preview"));
    assertThat(ImageIO.read(new ByteArrayInputStream(preview)).getWidth()).isEqualTo(28);
    assertThat(data(images(events.getLast().data()).getFirst()))
        .isEqualTo(client.generate("digit=3&seed=7&steps=4&size=28").body());
    assertThat(pixels(Base64.getDecoder().decode((String) events.get(4).data().get("preview"))))
        .as("the last preview is the image")
        .isEqualTo(pixels(data(images(events.getLast().data()).getFirst())));
  }

  @Test
  void eventsEndWithTheProblemIfThereIsNoResult() throws Exception {
    GATE.drainPermits();
    HttpResponse<byte[]> response =
        client.generate(
            "digit=3&seed=7&steps=4", "Accept", "text/event-stream", "Prefer", "wait=1");

    List<Event> events = events(Client.text(response));
    assertThat(events).extracting(Event::name).containsExactly("queued", "problem");
    assertThat(events.getLast().data())
        .containsEntry("type", "urn:qudiffuse:problem:deadline-passed")
        .containsEntry("status", 503);
  }

  @Test
  void theCallerMaySayHowLongItWaits() throws Exception {
    GATE.drainPermits();
    HttpResponse<byte[]> late = client.generate("digit=3", "Prefer", "respond-async, wait=1");

    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(Client.json(late))
        .containsEntry("type", "urn:qudiffuse:problem:deadline-passed")
        .containsEntry("detail", "expected the drawing to be finished after 1 s, but it was not");
    GATE.release(OPEN);
    assertThat(
            client
                .generate("digit=3", "Prefer", "wait=20")
                .headers()
                .firstValue("Preference-Applied"))
        .hasValue("wait=20");
    assertThat(
            client
                .generate("digit=3", "Prefer", "wait=99999")
                .headers()
                .firstValue("Preference-Applied"))
        .as("no more than the service's own limit")
        .hasValue("wait=60");
    assertThat(client.generate("digit=3", "Prefer", "handling=strict").statusCode()).isEqualTo(200);
    assertThat(
            client
                .generate("digit=3", "Prefer", "respond-async", "Prefer", "wait=20")
                .headers()
                .firstValue("Preference-Applied"))
        .as("said in a second header")
        .hasValue("wait=20");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "WAIT = 7 | wait=7",
        "wait=\"20\" | wait=20",
        "wait=\"2\\\"0\" |",
        "wait=007 | wait=7",
        "wait=99999999999999999999 | wait=60",
        "wait=5, wait=9 | wait=5",
        "return=\"a, wait=5\" |",
        "return=\"a, wait=5\", wait=6 | wait=6",
        "return=minimal; wait=5 |",
        "return=minimal; x=\"wait=5,\", wait=6;y | wait=6",
        "wait=soon |",
        "wait=-1 |",
        "wait=1.5 |",
        "wait= |",
        "wait |"
      })
  void aPreferenceThatCannotBeMetIsIgnored(String prefer, @Nullable String applied)
      throws Exception {
    HttpResponse<byte[]> response = client.generate("digit=3&steps=1", "Prefer", prefer);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Preference-Applied").orElse(null)).isEqualTo(applied);
  }

  @Test
  void whoDoesNotWaitGetsNothing() throws Exception {
    HttpResponse<byte[]> response = client.generate("digit=3&steps=1000", "Prefer", "wait=0");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(Client.json(response))
        .containsEntry("detail", "expected the drawing to be finished after 0 s, but it was not");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "application/json", "text/event-stream"})
  void workForACallerWhoHasGoneIsDropped(String accept) throws Exception {
    GATE.drainPermits();
    var fake = (FakeModel) model;
    try (var socket = new Socket("localhost", port)) {
      socket
          .getOutputStream()
          .write(
              "POST /generate?digit=3&steps=1000&count=4 HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\n\r\n"
                  .formatted(accept)
                  .getBytes(StandardCharsets.US_ASCII));
      while (queue.inHand() < 2) {
        Thread.sleep(5);
      }
    }
    while (queue.waiting() > 0) {
      Thread.sleep(5); // the test's time-out is what fails
    }
    int steps = fake.steps();
    GATE.release(OPEN);
    while (queue.inHand() > 0) {
      Thread.sleep(5);
    }

    assertThat(fake.steps()).as("the steps at hand, and none more").isEqualTo(steps);
  }

  @ParameterizedTest
  @CsvSource({
    "backend=shots&shots=10, shots; shots=10",
    "backend=noisy&noise=0.5, noisy; noise=0.5"
  })
  void theCircuitMayBeRunAnotherWay(String query, String told) throws Exception {
    HttpResponse<byte[]> first = client.generate("digit=3&seed=7&steps=2&" + query);

    assertThat(first.headers().firstValue("X-QuDiffuse-Backend")).hasValue(told);
    assertThat(first.body()).isNotEqualTo(client.generate("digit=3&seed=7&steps=2").body());
    assertThat(client.generate("digit=3&seed=7&steps=2&" + query).body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "backend=fast | backend: expected exact, shots or noisy, got fast",
        "backend=shots | shots: expected an integer from 1 to 100000, got nothing",
        "shots=10 | shots: expected none but with backend shots, got 10 with exact",
        "backend=noisy&noise=2 | noise: expected a number from 0 to 1, got 2",
      })
  void saysWhatIsWrongWithABackend(String query, String detail) throws Exception {
    assertThat(Client.json(client.generate(query))).containsEntry("detail", detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/circuits", "/circuits/metrics", "/models", "/models/default"})
  void whereThereAreNoParametersNoneIsIgnored(String path) throws Exception {
    HttpResponse<byte[]> response = client.get(path + "?digit=3");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Client.json(response))
        .containsEntry("detail", "digit: expected no parameters, got an unknown name");
  }

  @Test
  void anotherModelIsRefused() throws Exception {
    assertThat(client.generate("digit=3&steps=1&model=default").statusCode()).isEqualTo(200);
    assertThat(Client.json(client.generate("digit=3&model=other")))
        .containsEntry("detail", "model: expected default, got other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | image/png",
        "image/* | image/png",
        "application/json, image/png;q=0.5 | application/json",
        "image/png;q=0.1, text/event-stream;q=0.2 | text/event-stream",
        "text/html, application/xhtml+xml, */*;q=0.8 | image/png",
        "application/* | application/json",
        "image/png;q=0, */* | image/gif",
        "*/*, image/png;q=0.1 | image/gif",
        "image/*;q=0.1, application/json;q=0.2, */*;q=0 | application/json",
        "application/json, image/png | application/json",
      })
  void theAnswerIsWhatIsPreferred(String accept, String expected) throws Exception {
    assertThat(
            client
                .generate("digit=3&steps=1", "Accept", accept)
                .headers()
                .firstValue("Content-Type"))
        .get()
        .asString()
        .startsWith(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png;q=0", "text/html", "image/*;q=0, image/png;q=0"})
  void whatCannotBeAcceptedIsRefused(String accept) throws Exception {
    HttpResponse<byte[]> response = client.generate("digit=3", "Accept", accept);

    assertThat(response.statusCode()).isEqualTo(406);
    assertThat(Client.json(response))
        .containsEntry("parameter", "Accept")
        .containsEntry("got", accept);
  }

  private HttpResponse<byte[]> post(String json) throws Exception {
    return client.send(
        client
            .request("/generate", "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private static byte[] alone(GenerateCommand command) {
    return ServicePng.of(
        new ReverseDiffusion(new FakeModel()).draw(command), command, "default", "f".repeat(64));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> images(Map<String, Object> answer) {
    return (List<Map<String, Object>>) Objects.requireNonNull(answer.get("images"));
  }

  private static byte[] data(Map<String, Object> image) {
    return Base64.getDecoder().decode((String) image.get("data"));
  }

  private record Event(String name, Map<String, Object> data) {}

  private static List<Event> events(String stream) {
    List<Event> events = new ArrayList<>();
    for (String block : stream.split("\n\n")) {
      String[] lines = block.split("\n");
      assertThat(lines).hasSize(2);
      events.add(
          new Event(
              lines[0].substring("event: ".length()),
              JsonMapper.shared()
                  .readValue(lines[1].substring("data: ".length()), new TypeReference<>() {})));
    }
    return events;
  }
}
