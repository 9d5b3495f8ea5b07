package dev.qudiffuse.cli;

import dev.qudiffuse.quantum.ansatz.Ansatz;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of an ansatz. */
final class AnsatzConverter implements ITypeConverter<Ansatz> {

  @Override
  public Ansatz convert(String name) {
    try {
      return Ansatz.named(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** The names there are, for help and completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Ansatz.names().iterator();
    }
  }
}
