package dev.qudiffuse.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactSheetTest {

  /** Every pixel of the sheet is one of an image, or black. */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 10", "23, 10", "64, 8", "7, 1", "100, 10"})
  void imagesStandInRowsWithGapsOfTwoPixels(int count, int columns) {
    int width = 5;
    int height = 3;
    List<GrayImage> images =
        IntStream.range(0, count).mapToObj(i -> TestImages.noise(width, height, i)).toList();

    GrayImage sheet = ContactSheet.of(images, columns);

    int rows = (count + columns - 1) / columns;
    assertThat(sheet.width()).isEqualTo(2 + columns * 7);
    assertThat(sheet.height()).isEqualTo(2 + rows * 5);
    for (int y = 0; y < sheet.height(); y++) {
      for (int x = 0; x < sheet.width(); x++) {
        int image = y / 5 * columns + x / 7;
        boolean gap = x % 7 < 2 || y % 5 < 2 || image >= count;
        int expected = gap ? 0 : images.get(image).pixels()[(y % 5 - 2) * width + (x % 7 - 2)];
        assertThat(sheet.pixels()[y * sheet.width() + x]).isEqualTo((byte) expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "2, 2, 1",
    "3, 2, 2",
    "5, 3, 2",
    "10, 4, 3",
    "63, 8, 8",
    "64, 8, 8",
    "65, 9, 8"
  })
  void isNearlySquareUnlessToldOtherwise(int count, int columns, int rows) {
    GrayImage sheet = ContactSheet.of(Collections.nCopies(count, TestImages.noise(4, 4, 1)));

    assertThat(sheet.width()).isEqualTo(2 + columns * 6);
    assertThat(sheet.height()).isEqualTo(2 + rows * 6);
  }

  @Test
  void saysWhatItCannotArrange() {
    GrayImage image = TestImages.noise(4, 4, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContactSheet.of(List.of()))
        .withMessage("expected at least one image and one column, got 0 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContactSheet.of(List.of(image), 0))
        .withMessage("expected at least one image and one column, got 1 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContactSheet.of(Arrays.asList(image, TestImages.noise(4, 5, 1)), 2))
        .withMessage("expected images of one size, got 4 x 4 and 4 x 5");
  }

  @ParameterizedTest
  @ValueSource(ints = {2045, Integer.MAX_VALUE})
  void refusesASheetLargerThanAnArray(int columns) {
    GrayImage image = new GrayImage(1024, 1024, new byte[1024 * 1024]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContactSheet.of(Collections.nCopies(2045, image), columns))
        .withMessageStartingWith("expected a sheet of fewer than 2^31 pixels, got ");
  }
}
