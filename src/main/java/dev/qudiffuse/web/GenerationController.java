package dev.qudiffuse.web;

import dev.qudiffuse.generation.CallerGoneException;
import dev.qudiffuse.generation.DeadlineException;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.Generation;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.GenerationQueue;
import dev.qudiffuse.generation.InvalidRequestException;
import dev.qudiffuse.generation.ModelCatalogue;
import dev.qudiffuse.generation.StoppedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * Draws digits: {@code POST /generate?digit=3}, or {@code GET} where the seed is given. Waits for
 * its drawings on a virtual thread, which costs nothing.
 */
@RestController
class GenerationController {

  private static final Logger LOG = LoggerFactory.getLogger(GenerationController.class);

  /** Random seeds stay below 2^53, so that no JSON reader anywhere rounds one that it is told. */
  private static final long SEED_BOUND = 1L << 53;

  /** The model may change with the next release; the entity tag tells. */
  private static final Duration CACHEABLE = Duration.ofDays(1);

  /** As other servers call it; there is no standard status for it. */
  private static final int CALLER_GONE = 499;

  private final ModelCatalogue models;
  private final GenerationQueue queue;
  private final GenerationDefaults defaults;
  private final GenerationParameters parameters;
  private final ProblemAdvice problems;
  private final JsonMapper mapper;

  GenerationController(
      ModelCatalogue models,
      GenerationQueue queue,
      GenerationDefaults defaults,
      GenerationParameters parameters,
      ProblemAdvice problems,
      JsonMapper mapper) {
    this.models = models;
    this.queue = queue;
    this.defaults = defaults;
    this.parameters = parameters;
    this.problems = problems;
    this.mapper = mapper;
  }

  @PostMapping("/generate")
  public void generate(HttpServletRequest request, HttpServletResponse response)
      throws IOException,
          InterruptedException,
          ExecutionException,
          HttpMediaTypeNotAcceptableException,
          HttpMediaTypeNotSupportedException {
    var representation = Representation.of(request);
    GenerationFacts facts = facts(request, representation);
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
    draw(facts, representation, request, response);
  }

  @GetMapping("/generate")
  public void regenerate(HttpServletRequest request, HttpServletResponse response)
      throws IOException,
          InterruptedException,
          ExecutionException,
          HttpMediaTypeNotAcceptableException,
          HttpMediaTypeNotSupportedException {
    var representation = Representation.of(request);
    if (request.getParameter("seed") == null) {
      throw new InvalidRequestException("seed", "an integer, since only POST draws one", "nothing");
    }
    GenerationFacts facts = facts(request, representation);
    Caching.headers(request, CACHEABLE)
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    if (representation == Representation.EVENTS) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
    } else if (isKnown(request, response, entityTag(facts, representation))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    if (request.getMethod().equals(HttpMethod.HEAD.name())) { // all that it asks for is known
      tell(facts, response);
      response.setContentType(representation.mediaType().toString());
    } else {
      draw(facts, representation, request, response);
    }
  }

  /** Whether the caller has the answer of this entity tag, which the answer gets in any case. */
  private static boolean isKnown(
      HttpServletRequest request, HttpServletResponse response, String tag) {
    return new ServletWebRequest(request, response).checkNotModified(tag)
        || Caching.anyWillDo(request);
  }

  private static void tell(GenerationFacts facts, HttpServletResponse response) {
    facts
        .asHeaders()
        .forEach((name, value) -> response.setHeader(GenerationApi.HEADER_PREFIX + name, value));
  }

  /** JSON tells how long it took, so it is equal in meaning only. */
  private static String entityTag(GenerationFacts facts, Representation representation) {
    String tag = "\"" + facts.fingerprint(representation) + "\"";
    return representation == Representation.JSON ? "W/" + tag : tag;
  }

  private GenerationFacts facts(HttpServletRequest request, Representation representation)
      throws IOException, HttpMediaTypeNotSupportedException {
    Map<String, List<String>> given = parameters.of(request);
    GenerateRequest parsed = GenerateRequest.parse(given);
    String model = parsed.modelName(models);
    if (representation == Representation.GIF && parsed.count() != null && parsed.count() != 1) {
      throw new InvalidRequestException(
          "count", "1, since a GIF is of one image", parsed.count().toString());
    }
    List<GenerateCommand> commands =
        parsed.toCommands(
            defaults,
            () -> ThreadLocalRandom.current().nextLong(SEED_BOUND),
            queue.largestRequest());
    return new GenerationFacts(commands, model, models.require(model).sha256());
  }

  private void draw(
      GenerationFacts facts,
      Representation representation,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException, ExecutionException {
    Duration asked = Patience.of(Collections.list(request.getHeaders(GenerationApi.PREFER_HEADER)));
    Duration patience = asked == null ? queue.limits().patience() : queue.shorter(asked);
    Answer answer = Answer.of(representation, facts, mapper);
    Generation generation =
        queue.submit(facts.commands(), client(request), patience, answer.watcher());
    try {
      tell(facts, response);
      if (asked != null) {
        response.setHeader("Preference-Applied", "wait=" + patience.toSeconds());
      }
      BooleanSupplier gone = CallerPresence.gone(request);
      answer.follow(generation, gone, response);
      answer.write(generation.await(gone), response);
    } catch (DeadlineException | StoppedException | ExecutionException e) {
      if (!(answer instanceof EventAnswer events && response.isCommitted())) {
        throw e;
      }
      events.writeProblem(problems.of(e), response);
    } catch (CallerGoneException e) {
      LOG.debug("A caller has gone", e); // nobody reads what could be said, but metrics tell
      if (!response.isCommitted()) {
        response.setStatus(CALLER_GONE);
      }
    } finally {
      generation.cancel(); // whatever happened: changes nothing about what is finished
    }
  }

  /** Who asks: who has signed in, or else the address. */
  private static String client(HttpServletRequest request) {
    String user = request.getRemoteUser();
    return user != null ? user : request.getRemoteAddr();
  }
}
