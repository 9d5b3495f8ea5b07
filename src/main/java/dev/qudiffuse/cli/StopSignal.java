package dev.qudiffuse.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets a command end in its own time when the process is told to (SIGTERM, Ctrl-C): the virtual
 * machine then stays until {@link #close}.
 */
final class StopSignal implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "stop");
  private final Runnable request;

  /**
   * Starts to listen.
   *
   * @param request called on another thread when the process is told to end
   */
  StopSignal(Runnable request) {
    this.request = request;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stopAndWait() {
    request.run();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is what brought us here; it ends by itself.
    }
  }
}
