package dev.qudiffuse.web.server;

import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Session;
import org.apache.catalina.session.ManagerBase;
import org.jspecify.annotations.Nullable;

/**
 * Keeps no sessions, and makes none: nothing here needs one, and whoever could make one could fill
 * the memory. Tomcat's own manager gets all security providers of the JVM ready at every start.
 */
final class NoSessions extends ManagerBase {

  @Override
  protected void startInternal() throws LifecycleException {
    setState(LifecycleState.STARTING);
  }

  @Override
  protected void stopInternal() throws LifecycleException {
    setState(LifecycleState.STOPPING);
  }

  @Override
  public Session createSession(@Nullable String sessionId) {
    throw new IllegalStateException("expected no request for a session: the service keeps none");
  }

  @Override
  public void load() {
    // nothing was kept
  }

  @Override
  public void unload() {
    // nothing to keep
  }
}
