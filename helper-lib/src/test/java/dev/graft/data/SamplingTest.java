package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {
  /** Classes of 7, 3 and 2 images. */
  private static final int[] LABELS = {0, 1, 0, 0, 2, 1, 0, 0, 1, 0, 2, 0};

  @Test
  void naturalShufflesAsBatchesDo() {
    assertArrayEquals(Batches.shuffled(12, 5, 3), Sampling.NATURAL.order(LABELS, 3, 5, 3));
    assertArrayEquals(new int[] {0, 1}, sorted(Sampling.NATURAL.order(new int[] {0, 0}, 2, 5, 3)));
  }

  @Test
  void oversampledShowsEveryClassAsOftenAsTheLargest() {
    int[] order = Sampling.OVERSAMPLED.order(LABELS, 3, 5, 0);
    assertArrayEquals(new int[] {7, 7, 7}, perClass(order));
    int[] shows = shows(order);
    assertArrayEquals(new int[] {1, 1, 1, 1, 1, 1, 1}, of(0, shows));
    assertArrayEquals(new int[] {2, 2, 3}, sorted(of(1, shows)));
    assertArrayEquals(new int[] {3, 4}, sorted(of(2, shows)));
  }

  @Test
  void undersampledShowsEveryClassAsOftenAsTheSmallest() {
    int[] order = Sampling.UNDERSAMPLED.order(LABELS, 3, 5, 0);
    assertArrayEquals(new int[] {2, 2, 2}, perClass(order));
    assertEquals(6, Arrays.stream(order).distinct().count());
  }

  /** Of three images in seven turns one has three, the others two, in whatever epoch. */
  @Test
  void everyPassThroughAClassShowsEachImageOnce() {
    for (int epoch = 0; epoch < 50; epoch++) {
      int[] order = Sampling.OVERSAMPLED.order(LABELS, 3, 5, epoch);
      assertArrayEquals(new int[] {2, 2, 3}, sorted(of(1, shows(order))), "epoch " + epoch);
      assertArrayEquals(new int[] {3, 4}, sorted(of(2, shows(order))), "epoch " + epoch);
      int[] turns = Sampling.BALANCED_BATCHES.order(LABELS, 3, 5, epoch);
      int[] ofOne = IntStream.of(turns).filter(i -> LABELS[i] == 1).toArray();
      assertEquals(3, Arrays.stream(ofOne, 0, 3).distinct().count(), "the first pass");
      assertEquals(3, Arrays.stream(ofOne, 3, 6).distinct().count(), "the second pass");
    }
  }

  @Test
  void everyPassHasAnOrderOfItsOwn() {
    int alike = 0;
    for (int epoch = 0; epoch < 60; epoch++) {
      int[] ofOne =
          IntStream.of(Sampling.BALANCED_BATCHES.order(LABELS, 3, 5, epoch))
              .filter(i -> LABELS[i] == 1)
              .toArray();
      alike += Arrays.equals(ofOne, 0, 3, ofOne, 3, 6) ? 1 : 0;
    }
    assertEquals(10, alike, 9, "of 60 pairs of passes, three images have six orders");
  }

  /** What is left over or left out is drawn anew, so that in time every image has its turn. */
  @Test
  void drawsTheRestAnewInEveryEpoch() {
    Set<Integer> seen = new TreeSet<>();
    Set<Integer> thrice = new TreeSet<>();
    for (int epoch = 0; epoch < 40; epoch++) {
      IntStream.of(Sampling.UNDERSAMPLED.order(LABELS, 3, 5, epoch)).forEach(seen::add);
      int[] shows = shows(Sampling.OVERSAMPLED.order(LABELS, 3, 5, epoch));
      IntStream.of(1, 5, 8).filter(i -> shows[i] == 3).forEach(thrice::add);
    }
    assertEquals(12, seen.size());
    assertEquals(Set.of(1, 5, 8), thrice);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 16})
  void balancedBatchesAreAsEvenAsCanBe(int batch) {
    int[] order = Sampling.BALANCED_BATCHES.order(LABELS, 3, 5, 0);
    assertArrayEquals(new int[] {7, 7, 7}, perClass(order));
    assertArrayEquals(new int[] {3, 4}, sorted(of(2, shows(order))));
    for (int from = 0; from < order.length; from += batch) {
      int to = Math.min(order.length, from + batch);
      int[] counts = sorted(perClass(Arrays.copyOfRange(order, from, to)));
      assertTrue(counts[2] - counts[0] <= 1, Arrays.toString(counts));
    }
  }

  @ParameterizedTest
  @EnumSource(Sampling.class)
  void isAPureFunctionOfSeedAndEpoch(Sampling sampling) {
    int[] order = sampling.order(LABELS, 3, 5, 1);
    assertArrayEquals(order, sampling.order(LABELS.clone(), 3, 5, 1));
    assertFalse(Arrays.equals(order, sampling.order(LABELS, 3, 5, 2)));
    assertFalse(Arrays.equals(order, sampling.order(LABELS, 3, 6, 1)));
  }

  /** Not only other images of a class at the same places. */
  @ParameterizedTest
  @EnumSource(Sampling.class)
  void ordersTheClassesAnewInEveryEpoch(Sampling sampling) {
    long orders =
        IntStream.range(0, 20)
            .mapToObj(epoch -> labels(sampling.order(LABELS, 3, 5, epoch)))
            .distinct()
            .count();
    assertTrue(orders >= 5, orders + " orders of classes");
  }

  private static String labels(int[] order) {
    return Arrays.toString(IntStream.of(order).map(i -> LABELS[i]).toArray());
  }

  @ParameterizedTest
  @EnumSource(value = Sampling.class, mode = EnumSource.Mode.EXCLUDE, names = "NATURAL")
  void namesAClassWithoutImages(Sampling sampling) {
    var failure =
        assertThrows(
            IllegalArgumentException.class, () -> sampling.order(new int[] {0, 2}, 3, 5, 0));
    assertEquals(
        "class 1 has no images, " + sampling + " needs some of every class", failure.getMessage());
  }

  private static int[] perClass(int[] order) {
    int[] counts = new int[3];
    IntStream.of(order).forEach(i -> counts[LABELS[i]]++);
    return counts;
  }

  private static int[] shows(int[] order) {
    int[] shows = new int[LABELS.length];
    IntStream.of(order).forEach(i -> shows[i]++);
    return shows;
  }

  private static int[] of(int label, int[] shows) {
    return IntStream.range(0, shows.length)
        .filter(i -> LABELS[i] == label)
        .map(i -> shows[i])
        .toArray();
  }

  private static int[] sorted(int[] values) {
    return IntStream.of(values).sorted().toArray();
  }
}
