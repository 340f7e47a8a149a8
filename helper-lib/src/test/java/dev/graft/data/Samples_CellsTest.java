package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.pixels.Rgb;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Samples_CellsTest {
  private static final List<String> PHASES =
      List.of("interphase", "prophase", "prometaphase", "metaphase", "anaphase", "telophase");

  @Test
  void drawsSixPhasesInTheirOrder() {
    Splits cells = Samples.cells(4, 1);
    assertEquals(PHASES, cells.classes());
    assertEquals(
        "24 train, 12 validation and 12 test images of " + String.join(", ", PHASES),
        cells.toString());
    assertEquals("validation/prophase/00001", cells.validation().id(3));
  }

  @Test
  void isAsLargeAsAsked() {
    assertEquals(128, Samples.cells(2, 1).train().image(0).getHeight());
    assertEquals(96, Samples.cells(2, 1, 96).test().image(5).getWidth());
    assertEquals(600, Samples.cells().train().size());
    assertEquals(60_000, Samples.cells(20_000, 1).test().size());
  }

  /** Recorded; computed without the platform's sines and rasterizer, so they hold everywhere. */
  @Test
  void drawsTheSameBitsOnEveryMachine() {
    ImageSet train = Samples.cells(2, 42).train();
    List<String> hashes =
        IntStream.of(0, 3, 4, 7, 9, 10)
            .mapToObj(i -> Sha256.of(Rgb.bytes(train.image(i))).substring(0, 12))
            .toList();
    assertEquals(
        List.of(
            "f168c11e981e",
            "a7287f0b5677",
            "c4263d617bf3",
            "1747159b991d",
            "49ee524869b6",
            "32dc67e546df"),
        hashes);
    ImageSet large = Samples.cells(2, 7, 224).test();
    assertEquals("700d0a4f2532", Sha256.of(Rgb.bytes(large.image(5))).substring(0, 12));
  }

  @Test
  void isDecidedByTheSeedNotByTheNumber() {
    for (int index = 0; index < 24; index++) {
      byte[] drawn = pixels(Samples.cells(4, 1).train(), index);
      assertArrayEquals(drawn, pixels(Samples.cells(9, 1).train(), index % 4 + index / 4 * 9));
      assertFalse(Arrays.equals(drawn, pixels(Samples.cells(4, 2).train(), index)));
    }
  }

  @Test
  void hasNoPictureTwice() {
    Splits cells = Samples.cells(6, 1, 64);
    Set<String> seen = new TreeSet<>();
    for (ImageSet split : List.of(cells.train(), cells.validation(), cells.test())) {
      for (int i = 0; i < split.size(); i++) {
        seen.add(Sha256.of(pixels(split, i)));
      }
    }
    assertEquals(36 + 18 + 18, seen.size());
  }

  /** Features are kept by it. */
  @Test
  void saysWhatDecidesThePixels() {
    assertEquals(
        "cells 2, seed 3, side 64, prophase, train/prophase/00000",
        Samples.cells(2, 3, 64).train().pictures().list().get(2).content());
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertEquals(
        "images per class is 1, must be at least 2",
        assertThrows(IllegalArgumentException.class, () -> Samples.cells(1, 1)).getMessage());
    assertEquals(
        "side is 31 pixels, must be at least 32",
        assertThrows(IllegalArgumentException.class, () -> Samples.cells(2, 1, 31)).getMessage());
  }

  private static byte[] pixels(ImageSet images, int index) {
    return Rgb.bytes(images.image(index));
  }
}
