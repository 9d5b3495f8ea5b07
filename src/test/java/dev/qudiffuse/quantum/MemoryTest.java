package dev.qudiffuse.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryTest {

  private static final double GIB = 1 << 30;

  @ParameterizedTest
  @CsvSource({
    "512, 512 bytes",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "6335076761, 5.9 GiB",
    "68719476736, 64 GiB",
    "0x1p56, 64 PiB",
    "0x1p79, 512 ZiB",
    "1e30, 1e+30 bytes",
    "Infinity, more than 2^1023 bytes"
  })
  void namesSizesForAReader(double bytes, String text) {
    assertThat(Memory.format(bytes)).isEqualTo(text);
  }

  @Test
  void namesWhatIsNeededAndWhatThereIs() {
    FakeHeap heap = new FakeHeap(5.9 * GIB, 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Memory.require("a density matrix of 26 qubits", Math.scalb(1.0, 56), heap))
        .withMessage("a density matrix of 26 qubits needs 64 PiB, this machine's heap has 5.9 GiB");
    assertThat(heap.collections).as("in vain, so not tried").isZero();
  }

  @Test
  void collectsGarbageBeforeItRefuses() {
    FakeHeap garbage = new FakeHeap(4 * GIB, 3 * GIB, 3 * GIB);
    assertThatCode(() -> Memory.require("a state", 2 * GIB, garbage)).doesNotThrowAnyException();
    assertThat(garbage.collections).isOne();

    FakeHeap full = new FakeHeap(4 * GIB, 3 * GIB, 0.5 * GIB);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Memory.require("a state", 2 * GIB, full))
        .withMessage("a state needs 2 GiB, this machine's heap has 1.5 GiB left of 4 GiB");
    assertThatCode(() -> Memory.require("a state", 1.5 * GIB, full)).doesNotThrowAnyException();
  }

  @Test
  void asManyAtOnceAsHalfOfWhatIsLeftHolds() {
    FakeHeap heap = new FakeHeap(9 * GIB, GIB, 0);
    assertThat(Memory.fitting(3, GIB, heap)).isEqualTo(3);
    assertThat(heap.collections).isZero();
    assertThat(Memory.fitting(100, GIB, heap)).isEqualTo(4);
    assertThat(Memory.fitting(100, 20 * GIB, heap)).as("to be refused by itself").isOne();
    assertThat(Memory.fitting(100, GIB, new FakeHeap(9 * GIB, 7 * GIB, 4 * GIB)))
        .as("behind garbage")
        .isEqualTo(3);
    assertThat(Memory.fitting(100, 0)).isEqualTo(100);
    assertThat(Memory.fitting(1 << 20, 1 << 20)).isBetween(1, 1 << 15);
    assertThat(Memory.fitting(0, GIB)).isZero();
  }

  @Test
  void asksTheHeapThereReallyIs() {
    double tooMuch = 2.0 * Runtime.getRuntime().maxMemory();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Memory.require("too much", tooMuch))
        .withMessage(
            "too much needs %s, this machine's heap has %s",
            Memory.format(tooMuch), Memory.format(Runtime.getRuntime().maxMemory()));
  }

  private static final class FakeHeap implements Memory.Heap {
    private final double max;
    private final double garbage;
    private double used;
    private int collections;

    FakeHeap(double max, double used, double garbage) {
      this.max = max;
      this.used = used;
      this.garbage = garbage;
    }

    @Override
    public double max() {
      return max;
    }

    @Override
    public double used() {
      return used;
    }

    @Override
    public void collect() {
      collections++;
      used -= collections == 1 ? garbage : 0;
    }
  }
}
