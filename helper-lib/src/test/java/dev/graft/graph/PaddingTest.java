package dev.graft.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {

  @ParameterizedTest(name = "{0} pixels, kernel {1}, stride {2}")
  @CsvSource({
    "224, 3, 2, 0, 1",
    "224, 5, 2, 1, 2",
    "225, 3, 2, 1, 1",
    "7, 3, 2, 1, 1",
    "7, 5, 1, 2, 2",
    "8, 1, 1, 0, 0",
    "8, 1, 2, 0, 0",
    "8, 2, 1, 0, 1",
    "2, 5, 2, 1, 2",
  })
  void samePutsTheOddPixelLast(int size, int kernel, int stride, int before, int after) {
    assertEquals(
        new Padding(before, before, after, after), Padding.same(size, size, kernel, stride));
  }

  @Test
  void sameGivesTheSizeDividedByTheStrideRoundedUp() {
    for (int size = 1; size <= 40; size++) {
      for (int kernel = 1; kernel <= 7; kernel++) {
        for (int stride = 1; stride <= 3; stride++) {
          Padding p = Padding.same(size, size + 1, kernel, stride);
          Shape out =
              new Conv(1, 1, kernel, stride, p, 1, false)
                  .output(java.util.List.of(Shape.of(1, size, size + 1)));
          int rows = (size + stride - 1) / stride;
          int columns = (size + stride) / stride;
          assertEquals(Shape.of(1, rows, columns), out, size + ", " + kernel + ", " + stride);
        }
      }
    }
  }

  @Test
  void isSymmetricWhenOppositeSidesAreAlike() {
    assertTrue(Padding.all(2).symmetric());
    assertTrue(new Padding(1, 2, 1, 2).symmetric());
    assertFalse(new Padding(0, 0, 1, 1).symmetric());
  }

  @Test
  void halfOfTheKernelIsAllowed() {
    Padding.all(2).requireHalf(4);
    Padding.all(2).requireHalf(5);
    assertThrows(IllegalArgumentException.class, () -> Padding.all(2).requireHalf(3));
    assertThrows(IllegalArgumentException.class, () -> new Padding(0, 0, 3, 0).requireHalf(5));
  }

  @Test
  void rejectsNegative() {
    var error = assertThrows(IllegalArgumentException.class, () -> new Padding(0, 1, -1, 0));
    assertEquals("padding is 0, 1, -1, 0; none may be negative", error.getMessage());
  }
}
