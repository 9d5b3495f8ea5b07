package dev.qudiffuse.cli;

import java.io.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress bars in the program's one style: on a terminal, and of a fixed width, which needs no
 * native code to find out.
 */
final class ConsoleBar {

  private static final int WIDTH = 99;
  private static final int UPDATE_MILLISECONDS = 250;

  private ConsoleBar() {}

  /** Whether somebody is there to see a bar move. */
  static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** A bar on standard error, or an invisible one where that would end up in a log. */
  static ProgressBarBuilder builder() {
    ProgressBarConsumer consumer =
        isTerminal()
            ? new ConsoleProgressBarConsumer(System.err, WIDTH)
            : new DelegatingProgressBarConsumer(text -> {}, WIDTH);
    return new ProgressBarBuilder()
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(UPDATE_MILLISECONDS)
        .setConsumer(consumer);
  }
}
