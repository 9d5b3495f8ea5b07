package dev.qudiffuse.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Sha256Test {

  /** The example of FIPS 180-2, appendix B.1. */
  @Test
  void isTheStandards() {
    assertThat(Sha256.hex("abc".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void partsAreTakenOneAfterTheOther() {
    byte[] ab = {'a', 'b'};
    byte[] c = {'c'};

    assertThat(Sha256.hex(ab, c)).isEqualTo(Sha256.hex(new byte[] {'a', 'b', 'c'}));
  }
}
