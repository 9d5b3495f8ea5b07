package dev.qudiffuse.model;

import dev.qudiffuse.quantum.ansatz.Ansatz;
import dev.qudiffuse.quantum.ansatz.ClusterAnsatz;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The sizes of a {@link HybridUNet}.
 *
 * @param imageSize height and width of the image; a multiple of 4
 * @param topChannels channels at full size
 * @param middleChannels channels at half the size
 * @param deepChannels channels at a quarter of the size
 * @param groups groups of every group norm; divides all channels
 * @param timesteps T, how many noise levels there are
 * @param timeFeatures sines and cosines of the time step
 * @param timeChannels width of the time embedding
 * @param conditions classes that can be asked for, without the null condition
 * @param registerChannels channels per pixel from which the register's amplitudes are mixed
 * @param qubits size of the register
 * @param ansatz what the circuit is made of
 * @param circuitLayers layers of the circuit
 * @param locality qubits that one observable sees
 * @param observablesPerWindow observables on every window of {@code locality} neighbouring qubits
 */
public record UNetConfiguration(
    int imageSize,
    int topChannels,
    int middleChannels,
    int deepChannels,
    int groups,
    int timesteps,
    int timeFeatures,
    int timeChannels,
    int conditions,
    int registerChannels,
    int qubits,
    Ansatz ansatz,
    int circuitLayers,
    int locality,
    int observablesPerWindow) {

  // Far beyond what this network is for. Whether the weights of all sizes together fit an array is
  // found out where they are laid out.
  private static final int MOST_CHANNELS = 1024;
  private static final int MOST_TIMESTEPS = 100_000;
  private static final int MOST_QUBITS = 12;
  private static final int MOST_LOCALITY = 5;

  private static final String ARCHITECTURE = "hybrid-u-net";

  /** What every network was made of before there was a choice. */
  private static final Ansatz FIRST_ANSATZ = new ClusterAnsatz();

  /** The network that ships: 28x28 images of ten digits, 8 qubits. */
  public static UNetConfiguration standard() {
    return new UNetConfiguration(
        28, 32, 48, 64, 8, 1000, 64, 128, 10, 8, 8, FIRST_ANSATZ, 3, 4, 16);
  }

  public UNetConfiguration {
    requireBetween("topChannels", 1, MOST_CHANNELS, topChannels);
    requireBetween("middleChannels", 1, MOST_CHANNELS, middleChannels);
    requireBetween("deepChannels", 1, MOST_CHANNELS, deepChannels);
    requireBetween("groups", 1, MOST_CHANNELS, groups);
    requireBetween("timesteps", 1, MOST_TIMESTEPS, timesteps);
    requireBetween("timeFeatures", 2, MOST_CHANNELS, timeFeatures);
    requireBetween("timeChannels", 1, MOST_CHANNELS, timeChannels);
    requireBetween("conditions", 1, MOST_CHANNELS, conditions);
    requireBetween("registerChannels", 1, MOST_CHANNELS, registerChannels);
    requireBetween("qubits", 2, MOST_QUBITS, qubits);
    requireBetween("circuitLayers", 1, MOST_CHANNELS, circuitLayers);
    requireBetween("locality", 1, MOST_LOCALITY, locality);
    requireBetween("observablesPerWindow", 1, MOST_CHANNELS, observablesPerWindow);
    if (imageSize < 4 || imageSize > MOST_CHANNELS || imageSize % 4 != 0) {
      throw new IllegalArgumentException(
          "expected an image size that is a multiple of 4 up to "
              + MOST_CHANNELS
              + ", got "
              + imageSize);
    }
    if (timeFeatures < 2 || timeFeatures % 2 != 0) {
      throw new IllegalArgumentException(
          "expected an even number of time features, got " + timeFeatures);
    }
    if (locality > qubits) {
      throw new IllegalArgumentException(
          "expected observables on at most " + qubits + " qubits, got " + locality);
    }
    ansatz.circuit(qubits, circuitLayers); // or it says why there is none
  }

  /** These sizes with another ansatz. */
  public UNetConfiguration withAnsatz(Ansatz other) {
    return new UNetConfiguration(
        imageSize,
        topChannels,
        middleChannels,
        deepChannels,
        groups,
        timesteps,
        timeFeatures,
        timeChannels,
        conditions,
        registerChannels,
        qubits,
        other,
        circuitLayers,
        locality,
        observablesPerWindow);
  }

  private static void requireBetween(String name, int smallest, int largest, int value) {
    if (value < smallest || value > largest) {
      throw new IllegalArgumentException(
          name + ": expected " + smallest + " to " + largest + ", got " + value);
    }
  }

  /** The condition that stands for none, used for guidance: the one after the last. */
  public int nullCondition() {
    return conditions;
  }

  /** Number of pixels of an image. */
  public int pixels() {
    return imageSize * imageSize;
  }

  /**
   * Reads what {@link #describe} wrote.
   *
   * @param values by name
   * @throws IllegalArgumentException if the sizes are not those of a network that can be built
   */
  public static UNetConfiguration parse(Map<String, String> values) {
    String architecture = value("architecture", values);
    if (!architecture.equals(ARCHITECTURE)) {
      throw new IllegalArgumentException(
          "expected architecture " + ARCHITECTURE + ", got " + architecture);
    }
    return new UNetConfiguration(
        parse("imageSize", values),
        parse("topChannels", values),
        parse("middleChannels", values),
        parse("deepChannels", values),
        parse("groups", values),
        parse("timesteps", values),
        parse("timeFeatures", values),
        parse("timeChannels", values),
        parse("conditions", values),
        parse("registerChannels", values),
        parse("qubits", values),
        Ansatz.named(ansatzKey(values)),
        parse("circuitLayers", values),
        parse("locality", values),
        parse("observablesPerWindow", values));
  }

  /** The key of the ansatz of a network that {@link #describe} described, in whatever version. */
  public static String ansatzKey(Map<String, String> values) {
    return values.getOrDefault("ansatz", FIRST_ANSATZ.key());
  }

  private static int parse(String name, Map<String, String> values) {
    String value = value(name, values);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected an integer for " + name + ", got " + value, e);
    }
  }

  private static String value(String name, Map<String, String> values) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "expected a value for " + name + ", got only " + values.keySet());
    }
    return value;
  }

  /** Name and value of every size, as written into weights files. */
  public SequencedMap<String, String> describe() {
    SequencedMap<String, String> sizes = new LinkedHashMap<>();
    sizes.put("architecture", ARCHITECTURE);
    sizes.put("imageSize", Integer.toString(imageSize));
    sizes.put("topChannels", Integer.toString(topChannels));
    sizes.put("middleChannels", Integer.toString(middleChannels));
    sizes.put("deepChannels", Integer.toString(deepChannels));
    sizes.put("groups", Integer.toString(groups));
    sizes.put("timesteps", Integer.toString(timesteps));
    sizes.put("timeFeatures", Integer.toString(timeFeatures));
    sizes.put("timeChannels", Integer.toString(timeChannels));
    sizes.put("conditions", Integer.toString(conditions));
    sizes.put("registerChannels", Integer.toString(registerChannels));
    sizes.put("qubits", Integer.toString(qubits));
    sizes.put("ansatz", ansatz.key());
    sizes.put("circuitLayers", Integer.toString(circuitLayers));
    sizes.put("locality", Integer.toString(locality));
    sizes.put("observablesPerWindow", Integer.toString(observablesPerWindow));
    return sizes;
  }
}
