package dev.qudiffuse.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of the parts that a run is divided into: the images {@code total * index / of} up to {@code
 * total * (index + 1) / of}, rounded down. So the shards one after the other are the run, and their
 * sizes differ by one image at most.
 *
 * @param index which, from 0
 * @param of how many there are
 */
record Shard(int index, int of) {

  /** A run that is not divided. */
  static final Shard WHOLE = new Shard(0, 1);

  Shard {
    if (index < 0 || index >= of) {
      throw new IllegalArgumentException(
          "expected an index from 0 to %d, got %d".formatted(of - 1, index));
    }
  }

  /** Its first image. */
  int start(int total) {
    return boundary(total, index);
  }

  /** Number of its images; none for some, if there are more shards than images. */
  int size(int total) {
    return boundary(total, index + 1) - boundary(total, index);
  }

  private int boundary(int total, int shards) {
    return (int) ((long) total * shards / of);
  }

  @Override
  public String toString() {
    return index + "/" + of;
  }

  /** Reads {@code 3/8}. */
  static final class Converter implements ITypeConverter<Shard> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

    @Override
    public Shard convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (matcher.matches()) {
        int index = Integer.parseInt(matcher.group(1));
        int of = Integer.parseInt(matcher.group(2));
        if (index < of) {
          return new Shard(index, of);
        }
      }
      throw new TypeConversionException(
          "expected I/N with I from 0 to N - 1, such as 0/4, got '" + text + "'");
    }
  }
}
