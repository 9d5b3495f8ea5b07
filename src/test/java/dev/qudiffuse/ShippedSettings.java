package dev.qudiffuse;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What the service is set to where nobody says anything. */
public final class ShippedSettings {

  private static final Path FILE = Path.of("src/main/resources/application.properties");

  private ShippedSettings() {}

  /** All of them. */
  public static Properties read() {
    var settings = new Properties();
    try (Reader reader = Files.newBufferedReader(FILE)) {
      settings.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }

  /** One of them; fails if it is not there. */
  public static String get(String name) {
    String value = read().getProperty(name);
    if (value == null) {
      throw new IllegalStateException("expected a setting %s in %s".formatted(name, FILE));
    }
    return value;
  }
}
