package dev.qudiffuse.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Refuses settings {@code qudiffuse.*} that {@link QuDiffuseProperties} does not know, wherever
 * they come from. Spring Boot's own check, {@code ignoreUnknownFields}, overlooks environment
 * variables and system properties.
 */
final class UnknownSettings {

  /** A setting that nobody reads. */
  static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Found(String name, PropertySource<?> source) {
      super(
          "%s: expected one of the settings %s, got an unknown name (%s)"
              .formatted(name, String.join(", ", KNOWN), source.getName()));
    }
  }

  private static final List<String> KNOWN =
      Stream.concat(
              Arrays.stream(QuDiffuseProperties.class.getRecordComponents())
                  .map(RecordComponent::getName)
                  .map(name -> "qudiffuse." + DataObjectPropertyName.toDashedForm(name)),
              Stream.of(SecurityProperties.REQUIRED, SecurityProperties.API_KEYS + ".NAME"))
          .toList();

  /** Of which every element has a name of its own, where they are written one by one. */
  private static final Set<String> LISTS =
      Arrays.stream(QuDiffuseProperties.class.getRecordComponents())
          .filter(component -> component.getType() == List.class)
          .map(component -> relaxed("qudiffuse." + component.getName()))
          .collect(Collectors.toUnmodifiableSet());

  /** Below these, every name is that of somebody who holds a key. */
  private static final String KEYS = relaxed(SecurityProperties.API_KEYS + ".");

  private static final String KEYS_VARIABLE = "QUDIFFUSE_SECURITY_APIKEYS_";

  private static final String REQUIRED_VARIABLE = "QUDIFFUSE_SECURITY_REQUIRED";

  private static final String VARIABLES =
      StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
  private static final String SYSTEM_PROPERTIES =
      StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME;

  /** Chooses the kernels, with Spring or without. */
  private static final String KERNELS = "qudiffuse.kernels";

  private static final Pattern ELEMENT = Pattern.compile("\\[\\d+]$");
  private static final Pattern ELEMENT_VARIABLE = Pattern.compile("_\\d+$");

  /** Kubernetes describes every service to every container, and one may well be named like us. */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile("QUDIFFUSE_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_.*)?)");

  private UnknownSettings() {}

  /**
   * Looks through all sources of settings.
   *
   * @throws Found if there is one that is not known
   */
  static void refuse(ConfigurableEnvironment environment) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> settings) {
        for (String name : settings.getPropertyNames()) {
          if (!isKnown(name, source.getName())) {
            throw new Found(name, source);
          }
        }
      }
    }
  }

  private static boolean isKnown(String name, String source) {
    boolean variable = source.equals(VARIABLES);
    String setting = setting(name, variable);
    String list =
        setting((variable ? ELEMENT_VARIABLE : ELEMENT).matcher(name).replaceFirst(""), variable);
    return !setting.startsWith("qudiffuse.")
        || KNOWN.stream().anyMatch(known -> relaxed(known).equals(setting))
        || LISTS.contains(list)
        || (!variable && isBelow(KEYS, setting))
        || (variable && isBelow(KEYS_VARIABLE, name.toUpperCase(Locale.ROOT)))
        || (variable && name.equalsIgnoreCase(REQUIRED_VARIABLE))
        || (source.equals(SYSTEM_PROPERTIES) && name.equals(KERNELS))
        || (variable && OF_KUBERNETES.matcher(name).matches());
  }

  private static String setting(String name, boolean variable) {
    return relaxed(variable ? name.replaceFirst("_", ".") : name);
  }

  private static boolean isBelow(String prefix, String name) {
    return name.startsWith(prefix) && name.length() > prefix.length();
  }

  /** A name without what makes no difference to Spring Boot. */
  private static String relaxed(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }
}
