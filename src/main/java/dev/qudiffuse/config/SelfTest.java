package dev.qudiffuse.config;

import dev.qudiffuse.diffusion.SamplerType;
import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.generation.GenerativeModel;
import dev.qudiffuse.generation.ReverseDiffusion;
import dev.qudiffuse.io.Sha256;
import java.util.Optional;

/**
 * Whether a model draws on this machine what it draws on any other: one image of a known seed
 * against its pinned hash. A model that nothing is pinned for must at least draw the same twice.
 */
final class SelfTest {

  /** Cheap, with every part of the network in it, the circuit's two passes of guidance included. */
  static final GenerateCommand COMMAND =
      new GenerateCommand(8, 1, 2, 2, GenerateCommand.NATIVE_SIZE, SamplerType.DDPM);

  /** SHA-256 of the weights file in the jar. */
  static final String MODEL = "294a0b38ba221bc4f2746481b72e8fabdb0c4d0e1e07c9e01d8b5fc5b6a1dbe5";

  /** SHA-256 of the pixels that it draws. */
  static final String PIXELS = "d4404157d4f77ebf3d9e28e8b5072067b4f261d22a39a79badc0bb67448941c2";

  private SelfTest() {}

  /**
   * Draws.
   *
   * @return what is wrong, if anything is
   */
  static Optional<String> run(GenerativeModel model) {
    return run(model, model.sha256().equals(MODEL) ? PIXELS : draw(model));
  }

  /** Draws, and expects these pixels. */
  static Optional<String> run(GenerativeModel model, String expected) {
    String drawn = draw(model);
    return drawn.equals(expected)
        ? Optional.empty()
        : Optional.of("expected pixels with SHA-256 %s, got %s".formatted(expected, drawn));
  }

  private static String draw(GenerativeModel model) {
    return Sha256.hex(new ReverseDiffusion(model).draw(COMMAND).pixels());
  }
}
