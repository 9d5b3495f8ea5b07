package dev.qudiffuse.web;

import dev.qudiffuse.generation.GenerateCommand;
import dev.qudiffuse.image.GrayImage;
import dev.qudiffuse.image.PngEncoder;
import java.util.List;

/** The file that the service makes of an image. */
final class ServicePng {

  private ServicePng() {}

  static byte[] of(GrayImage image, GenerateCommand command, String model, String sha256) {
    return PngEncoder.encode(
        image, new GenerationFacts(List.of(command), model, sha256).asPngText());
  }
}
