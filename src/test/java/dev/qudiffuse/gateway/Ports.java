package dev.qudiffuse.gateway;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens at, and that systems do not give to outgoing connections. One of those
 * would not be free any more when a copy comes back to it: a gateway that looks for the copy
 * meanwhile gets it sooner or later, and is connected to itself.
 */
final class Ports {

  private static final int FIRST = 20_000;
  private static final int END = 32_000;

  private Ports() {}

  static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try (var unused = new ServerSocket(port)) {
        return port;
      } catch (IOException e) {
        // taken: another
      }
    }
  }
}
