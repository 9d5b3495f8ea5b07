package dev.qudiffuse.cli;

import dev.qudiffuse.generation.ImageBatch;
import dev.qudiffuse.image.GrayImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Hands images on in the order of their numbers, one at a time, whichever was finished first. Few
 * have to wait, since all take about as long to draw.
 */
final class InOrder implements ImageBatch.Sink {

  /** Takes the images in order. */
  @FunctionalInterface
  interface Next {
    /** Takes image number {@code index}. */
    void accept(int index, GrayImage image) throws IOException;
  }

  private final Next consumer;
  private final Map<Integer, GrayImage> waiting = new HashMap<>();
  private int next;

  InOrder(Next consumer) {
    this.consumer = consumer;
  }

  @Override
  public synchronized void accept(int index, GrayImage image) {
    waiting.put(index, image);
    for (GrayImage due = waiting.remove(next); due != null; due = waiting.remove(next)) {
      try {
        consumer.accept(next, due);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      next++;
    }
  }
}
