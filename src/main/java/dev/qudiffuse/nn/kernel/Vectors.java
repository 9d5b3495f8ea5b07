package dev.qudiffuse.nn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vectors of this machine: as wide as it likes them best, up to a panel of weights. */
final class Vectors {

  static final VectorSpecies<Float> S =
      FloatVector.SPECIES_PREFERRED.length() > Contraction.PANEL
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  static final int LANES = S.length();

  /** Whether the machine has the 32 vector registers that come with 512-bit vectors, or 16. */
  static final boolean WIDE = LANES == Contraction.PANEL;

  private Vectors() {}
}
