package dev.qudiffuse.quantum.drawing;

/**
 * How wide a text may come out, without knowing the font: the advance widths of DejaVu Sans, which
 * is wider than most, so that in other fonts there is only a little more room.
 */
final class TextWidth {

  private TextWidth() {}

  /** The width in the unit of the font size. */
  static double of(String text, double fontSize) {
    return text.codePoints().mapToDouble(TextWidth::em).sum() * fontSize;
  }

  private static double em(int c) {
    return switch (c) {
      case '(', ')', '[', ']' -> 0.4;
      case ',', '.', ' ', ':', 'i', 'j', 'l', '/', '|' -> 0.34;
      case '−', '+', '=', '<', '>' -> 0.84;
      case 'm', 'w', 'M', 'W', '…' -> 1;
      default -> {
        if (c >= '₀' && c <= '₉') {
          yield 0.42;
        }
        yield Character.isUpperCase(c) ? 0.72 : Character.isIdeographic(c) ? 1 : 0.64;
      }
    };
  }
}
