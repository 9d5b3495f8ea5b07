package dev.qudiffuse.generation;

import dev.qudiffuse.image.Enlargement;
import dev.qudiffuse.image.GrayImage;
import java.time.Duration;

/**
 * A finished image as the network drew it, what it was drawn from, and how long that took. The
 * pixels are only to be read.
 *
 * @param command what was asked for
 * @param values {@link GenerateCommand#NATIVE_SIZE} squared, row by row, in [-1, 1]
 * @param timing where the time went
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record DrawnImage(GenerateCommand command, float[] values, Timing timing) {

  /**
   * Where the time of a drawing went, from its submission to its end.
   *
   * @param queue waiting: for its first turn, and for every next one while others had theirs
   * @param network in the network, the circuit apart
   * @param circuit in the circuit and its measurements
   */
  public record Timing(Duration queue, Duration network, Duration circuit) {}

  /** The image in the size that was asked for. */
  public GrayImage image() {
    return picture(command, values);
  }

  /** What the network drew, in the size that was asked for. */
  public static GrayImage picture(GenerateCommand command, float[] values) {
    return GrayImage.of(
        command.size(), Enlargement.of(GenerateCommand.NATIVE_SIZE, command.size()).apply(values));
  }
}
