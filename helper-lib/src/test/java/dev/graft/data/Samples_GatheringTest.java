package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.pixels.Rgb;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Samples_GatheringTest {
  private static final List<String> KINDS =
      List.of("ant", "bee", "beetle", "butterfly", "ladybird", "spider");

  @Test
  void someKindsComeOftenAndSomeSeldom() {
    TagSet train = Samples.gardenTags(2000, 1, 32).train();
    assertEquals(KINDS, train.tags().names());
    double[] shares = train.counts().doubleColumn("share").asDoubleArray();
    assertArrayEquals(new double[] {0.55, 0.45, 0.35, 0.25, 0.18, 0.1}, shares, 0.04);
    long none = IntStream.range(0, 2000).filter(i -> train.tags().of(i).isEmpty()).count();
    assertEquals(0.09, none / 2000.0, 0.02);
  }

  @Test
  void tagsAndNumbersAreOfTheSamePictures() {
    TagSet tags = Samples.gardenTags(60, 3, 32).train();
    NumberSet numbers = Samples.gardenNumbers(60, 3, 32).train();
    assertEquals(List.of("insects", "covered"), numbers.numbers().names());
    for (int i = 0; i < 60; i++) {
      assertEquals(tags.images().key(i), numbers.images().key(i));
      int kinds = tags.tags().of(i).size();
      float[] row = numbers.numbers().rows()[i];
      assertTrue(kinds <= row[0] && row[0] <= 2 * kinds, kinds + " kinds, " + row[0] + " insects");
      assertEquals(kinds == 0, row[1] == 0, "covered where something is");
      assertTrue(row[1] < 60, "covered is " + row[1] + " percent");
    }
  }

  @Test
  void moreInsectsCoverMore() {
    Numbers numbers = Samples.gardenNumbers(60, 5, 64).train().numbers();
    double few = covered(numbers, 1, 1);
    double many = covered(numbers, 3, 20);
    assertTrue(many > 2 * few, few + " percent by one, " + many + " by three or more");
  }

  private static double covered(Numbers numbers, int from, int to) {
    return Arrays.stream(numbers.rows())
        .filter(row -> row[0] >= from && row[0] <= to)
        .mapToDouble(row -> row[1])
        .average()
        .orElseThrow();
  }

  @Test
  void splitsAndSeedsAreOtherPictures() {
    Answered.Parts<TagSet> parts = Samples.gardenTags(8, 7, 32);
    assertEquals(8, parts.train().size());
    assertEquals(4, parts.validation().size());
    assertEquals("validation/00003", parts.validation().images().id(3));
    byte[] first = Rgb.bytes(parts.train().images().image(0));
    assertArrayEquals(first, Rgb.bytes(Samples.gardenTags(99, 7, 32).train().images().image(0)));
    for (TagSet other : List.of(parts.validation(), Samples.gardenTags(8, 8, 32).train())) {
      assertNotEquals(Sha256.of(first), Sha256.of(Rgb.bytes(other.images().image(0))));
    }
  }

  @Test
  void tooFewAndTooSmallAreRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Samples.gardenTags(1, 1, 64))
            .getMessage();
    assertEquals(
        "validation of 0 images of side 64; it must have one or more, of 32 pixels or more",
        message);
    message =
        assertThrows(IllegalArgumentException.class, () -> Samples.gardenNumbers(4, 1, 16))
            .getMessage();
    assertEquals(
        "train of 4 images of side 16; it must have one or more, of 32 pixels or more", message);
  }
}
