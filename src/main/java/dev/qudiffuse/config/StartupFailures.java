package dev.qudiffuse.config;

import dev.qudiffuse.model.checkpoint.CheckpointException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/**
 * What the service says when it cannot start: one line, in the place of a stack trace. Named in
 * {@code spring.factories}.
 */
final class StartupFailures {

  private StartupFailures() {}

  /** A weights file that is missing, damaged, or of another network. */
  static final class Model extends AbstractFailureAnalyzer<CheckpointException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, CheckpointException cause) {
      return new FailureAnalysis(cause.getMessage(), null, cause);
    }
  }

  /** A setting that {@link QuDiffuseProperties} refuses. */
  static final class Setting extends AbstractFailureAnalyzer<BindException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
      Throwable reason = cause;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      String message = reason.getMessage();
      if (message == null || !message.startsWith("qudiffuse.")) {
        return null; // Spring Boot has an analyzer for every other
      }
      return new FailureAnalysis(message, null, cause);
    }
  }

  /** A setting that nobody reads. */
  static final class Unknown extends AbstractFailureAnalyzer<UnknownSettings.Found> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownSettings.Found cause) {
      return new FailureAnalysis(cause.getMessage(), null, cause);
    }
  }

  /** Authentication that would let nobody in. */
  static final class Authentication
      extends AbstractFailureAnalyzer<SecurityConfiguration.NobodyMayUseItException> {
    @Override
    protected FailureAnalysis analyze(
        Throwable rootFailure, SecurityConfiguration.NobodyMayUseItException cause) {
      return new FailureAnalysis(cause.getMessage(), null, cause);
    }
  }

  /** Puts an analysis, Spring Boot's own included, on one line of the log. */
  static final class OneLine implements FailureAnalysisReporter {
    private static final Logger LOG = LoggerFactory.getLogger(StartupFailures.class);

    @Override
    public void report(FailureAnalysis analysis) {
      String action = analysis.getAction();
      String text = analysis.getDescription() + (action == null ? "" : " " + action);
      LOG.error("Cannot start: {}", text.strip().replaceAll("\\s*\\R\\s*", " "));
      LOG.debug("The failure in full", analysis.getCause());
    }
  }
}
