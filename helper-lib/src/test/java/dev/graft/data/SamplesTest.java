package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.pixels.Rgb;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final List<String> INSECTS =
      List.of("ant", "bee", "beetle", "butterfly", "ladybird", "spider");

  @Test
  void drawsSixClasses() {
    Splits garden = Samples.garden(4, 1);
    assertEquals(INSECTS, garden.classes());
    assertEquals(
        "24 train, 12 validation and 12 test images of " + String.join(", ", INSECTS),
        garden.toString());
    assertEquals(256, garden.train().image(0).getWidth());
    assertEquals("validation/bee/00001", garden.validation().id(3));
  }

  @Test
  void drawsTheSameBySeed() {
    for (int index = 0; index < 24; index++) {
      byte[] drawn = Rgb.bytes(Samples.garden(4, 1).train().image(index));
      assertArrayEquals(
          drawn, Rgb.bytes(Samples.garden(9, 1).train().image(index % 4 + index / 4 * 9)));
      assertFalse(Arrays.equals(drawn, Rgb.bytes(Samples.garden(4, 2).train().image(index))));
    }
    Splits garden = Samples.garden(4, 1);
    assertFalse(
        Arrays.equals(Rgb.bytes(garden.train().image(0)), Rgb.bytes(garden.validation().image(0))));
  }

  /** 10,000 images of 64 × 64 would take 123 MB held, and twice that as floats. */
  @Test
  void streamsTenThousandInFlatMemory() {
    ImageSet images = Samples.garden("train", 1667, 1, 64);
    InputContract contract = InputContract.rgb(56, 127, 128, 0.875);
    int[] order = Batches.shuffled(10_000, 1, 0);
    long early = 0;
    long late = 0;
    try (var batches = Batches.of(images.inputs(contract), order, 50)) {
      for (int batch = 0; batches.hasNext(); batch++) {
        assertTrue(batches.next().size() == 50);
        if (batch == 20) {
          early = used();
        } else if (batch == 199) {
          late = used();
        }
      }
    }
    assertTrue(late - early < 8_000_000, "heap grew from " + early + " to " + late);
  }

  @Test
  void takesAtLeastTwo() {
    assertEquals(
        "images per class is 1, must be at least 2",
        assertThrows(IllegalArgumentException.class, () -> Samples.garden(1, 1)).getMessage());
  }

  @Test
  void countsManyWithoutDrawingThem() {
    ImageSet many = Samples.garden("train", 20_000, 1, 256);
    assertEquals(120_000, many.size());
    assertEquals(20_000, IntStream.range(0, many.size()).filter(i -> many.label(i) == 5).count());
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
