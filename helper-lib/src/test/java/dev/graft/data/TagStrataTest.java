package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagStrataTest {
  private static Tags tags(boolean[]... rows) {
    List<String> names = IntStream.range(0, rows[0].length).mapToObj(t -> "t" + t).toList();
    return new Tags(names, rows);
  }

  /** Tags of which the rarest is on one image in a hundred, drawn independently. */
  private static Tags drawn(int inputs, long seed) {
    double[] shares = {0.5, 0.2, 0.05, 0.02, 0.01};
    RandomGenerator random = Randomness.of(seed, "drawn");
    boolean[][] rows = new boolean[inputs][shares.length];
    for (boolean[] row : rows) {
      for (int t = 0; t < row.length; t++) {
        row[t] = random.nextDouble() < shares[t];
      }
    }
    return tags(rows);
  }

  /** Within one of what each part should have, of every tag and of all, for any seed. */
  @Test
  void eachPartHasItsShareOfEveryTag() {
    for (int seed = 0; seed < 20; seed++) {
      Tags all = drawn(300, seed);
      List<int[]> parts = TagStrata.parts(all.rows(), 0.8, seed);
      assertEquals(
          300,
          IntStream.concat(IntStream.of(parts.get(0)), IntStream.of(parts.get(1)))
              .distinct()
              .count());
      assertEquals(240, parts.get(0).length, 3);
      int[] counts = all.counts();
      int[] held = all.at(parts.get(1)).counts();
      for (int t = 0; t < counts.length; t++) {
        String which = counts[t] + " of tag " + t + ", " + held[t] + " held, seed " + seed;
        assertEquals(0.2 * counts[t], held[t], 1.5, which);
        assertTrue(counts[t] < 2 || held[t] >= 1 && held[t] < counts[t], which);
      }
    }
  }

  @Test
  void aSeedDecides() {
    Tags all = drawn(60, 1);
    assertArrayEquals(
        TagStrata.parts(all.rows(), 0.7, 5).get(0), TagStrata.parts(all.rows(), 0.7, 5).get(0));
    assertTrue(
        IntStream.range(0, 5)
                .mapToObj(
                    seed ->
                        List.of(
                            IntStream.of(TagStrata.parts(all.rows(), 0.7, seed).get(0))
                                .boxed()
                                .toArray()))
                .distinct()
                .count()
            > 1);
  }

  /** Whichever comes first in the table may be in either part, and a half is either's. */
  @Test
  void anyInputMayBeHeld() {
    boolean[][] rows = new boolean[10][2];
    for (boolean[] row : rows) {
      row[0] = true;
    }
    assertEquals(
        10, IntStream.range(0, 60).flatMap(seed -> held(rows, 0.8, seed)).distinct().count());
    boolean[][] three = new boolean[3][1];
    assertArrayEquals(
        new long[] {1, 2},
        IntStream.range(0, 30)
            .mapToLong(seed -> held(three, 0.5, seed).count())
            .distinct()
            .sorted()
            .toArray());
  }

  private static IntStream held(boolean[][] rows, double train, int seed) {
    return IntStream.of(TagStrata.parts(rows, train, seed).get(1));
  }

  /** What one image alone has is learned, not measured; neither part is empty all the same. */
  @Test
  void aTagOfOneImageIsInTheLargerPart() {
    boolean[][] rows = new boolean[10][2];
    rows[7][0] = true;
    for (int seed = 0; seed < 10; seed++) {
      List<int[]> parts = TagStrata.parts(rows, 0.8, seed);
      assertTrue(IntStream.of(parts.get(0)).anyMatch(i -> i == 7));
      assertEquals(8, parts.get(0).length);
    }
    List<int[]> alone = TagStrata.parts(new boolean[][] {{true, false}, {false, true}}, 0.8, 1);
    assertEquals(1, alone.get(0).length);
    assertEquals(1, alone.get(1).length);
  }

  @Test
  void aTagOfTwoImagesIsInBothParts() {
    boolean[][] rows = new boolean[20][2];
    rows[3][0] = true;
    rows[4][0] = true;
    for (int seed = 0; seed < 10; seed++) {
      Tags all = tags(rows);
      assertArrayEquals(
          new int[] {1, 0}, all.at(TagStrata.parts(all.rows(), 0.9, seed).get(1)).counts());
    }
  }
}
