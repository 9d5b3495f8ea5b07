package dev.qudiffuse;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.qudiffuse.diffusion.Randomness;
import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerationDefaults;
import dev.qudiffuse.generation.ImageBatch;
import dev.qudiffuse.generation.TrainedModel;
import dev.qudiffuse.image.PngEncoder;
import dev.qudiffuse.model.DenoisingNetwork;
import dev.qudiffuse.model.TrainedNetwork;
import dev.qudiffuse.model.checkpoint.Checkpoint;
import dev.qudiffuse.nn.kernel.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import jdk.incubator.vector.VectorShape;

/**
 * What {@link ReproducibilityTest} compares: a few drawings of the model in the jar and one
 * gradient of it. Run as a program, in a JVM with whatever flags, it writes them into a folder.
 */
final class ShippedDrawings {

  /** From the cheapest to the one that a request gets that names only digit and seed. */
  static final List<GenerateCommand> COMMANDS =
      List.of(
          new GenerateCommand(3, -7, 1, 1.5f, 28, SamplerType.DDPM),
          new GenerateCommand(0, 1, 2, 1, 28, SamplerType.DDIM),
          new GenerateCommand(8, Long.MAX_VALUE, 3, 4, 100, SamplerType.DDPM),
          new GenerateCommand(
              5,
              7,
              GenerationDefaults.STANDARD.steps(),
              GenerationDefaults.STANDARD.guidance(),
              GenerationDefaults.STANDARD.size(),
              SamplerType.DDPM));

  /** On how many threads they are drawn, one after the other. */
  static final List<Integer> THREADS = List.of(1, 2);

  /** Holds the gradient. */
  static final String GRADIENT = "gradient";

  /** Holds the kernels' description of themselves. */
  static final String KERNELS = "kernels";

  /** Holds the value of the JVM's flag UseAVX, where it has such a flag. */
  static final String USE_AVX = "UseAVX";

  /** System property: a VectorShape to be preferred, whatever the processor's. */
  static final String PREFERRED_SHAPE = "preferred.shape";

  private ShippedDrawings() {}

  /**
   * Draws.
   *
   * @param args the folder, and how many of the {@link #COMMANDS}
   */
  public static void main(String[] args) throws Exception {
    String shape = System.getProperty(PREFERRED_SHAPE);
    if (shape != null) {
      prefer(shape);
    }
    Path folder = Path.of(args[0]);
    int count = Integer.parseInt(args[1]);
    TrainedModel model = TrainedModel.shipped();
    for (int threads : THREADS) {
      new ImageBatch(model, threads)
          .draw(
              count,
              COMMANDS::get,
              (i, image) -> write(drawing(folder, threads, i), PngEncoder.encode(image)));
    }
    write(folder.resolve(GRADIENT), gradient());
    Files.writeString(folder.resolve(KERNELS), Kernels.get().description());
    Files.writeString(folder.resolve(USE_AVX), useAvx());
  }

  /**
   * Makes the Vector API believe that the processor has vectors of another width, before anybody
   * asks it. What the processor has not, the Vector API computes in plain Java.
   */
  private static void prefer(String shape) throws ReflectiveOperationException {
    Field preferred = VectorShape.class.getDeclaredField("PREFERRED_SHAPE");
    preferred.setAccessible(true);
    preferred.set(null, VectorShape.valueOf(shape));
  }

  /** Where the drawing of command {@code index} is. */
  static Path drawing(Path folder, int threads, int index) {
    return folder.resolve("%d-%d.png".formatted(threads, index));
  }

  /** The gradient of half the square of a prediction, with respect to all parameters. */
  static byte[] gradient() throws IOException {
    String resource = "/models/default.safetensors";
    TrainedNetwork shipped;
    try (InputStream in =
        Objects.requireNonNull(ShippedDrawings.class.getResourceAsStream(resource))) {
      shipped = TrainedNetwork.of(Checkpoint.read(resource, in));
    }
    float[] noisy = new float[shipped.network().pixels()];
    Randomness.fillNormal(Randomness.of(7), noisy);
    float[] gradient = new float[shipped.network().layout().size()];
    DenoisingNetwork.TrainingPass pass = shipped.network().newTrainingPass(shipped.weights(), 1);
    pass.backward(pass.forward(1, noisy, new int[] {400}, new int[] {3}), gradient);
    ByteBuffer bytes = ByteBuffer.allocate(gradient.length * Float.BYTES);
    for (float value : gradient) {
      bytes.putInt(Float.floatToRawIntBits(value));
    }
    return bytes.array();
  }

  private static String useAvx() {
    try {
      return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .getVMOption("UseAVX")
          .getValue();
    } catch (IllegalArgumentException e) {
      return ""; // not a processor of that kind
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
