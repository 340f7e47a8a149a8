package dev.graft.data;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Divides inputs so that both parts have each tag in the same share: iterative stratification
 * (Sechidis, Tsoumakas and Vlahavas 2011, algorithm 1). The rarest tag is dealt out first, each of
 * its inputs to the part that wants most of it.
 *
 * <p>Unlike there, a part wants at least one of each tag that two inputs have, so that what is rare
 * is learned and is measured too.
 */
final class TagStrata {
  private static final int TRAIN = 0;
  private static final int VALIDATION = 1;

  private final boolean[][] rows;
  private final RandomGenerator random;
  private final int[] order;
  private final int[] part;

  /** How many of each tag, and in the last row of all inputs, a part still wants. */
  private final double[][] wanted;

  private TagStrata(boolean[][] rows, double train, long seed) {
    this.rows = rows;
    this.random = Randomness.of(seed, "tags");
    this.order = Batches.sequential(rows.length);
    Randomness.shuffle(order, random);
    this.part = new int[rows.length];
    Arrays.fill(part, -1);
    int[] counts = counts(IntStream.of(order));
    this.wanted = new double[counts.length + 1][];
    for (int tag = 0; tag < counts.length; tag++) {
      wanted[tag] = wanted(counts[tag], train);
    }
    wanted[counts.length] = wanted(rows.length, train);
  }

  private static double[] wanted(int count, double train) {
    double first = count * train;
    double some = count < 2 ? first : Math.max(1, Math.min(count - 1, first));
    return new double[] {some, count - some};
  }

  private int[] counts(IntStream inputs) {
    int[] counts = new int[rows[0].length];
    inputs.forEach(
        input -> {
          for (int tag = 0; tag < counts.length; tag++) {
            counts[tag] += rows[input][tag] ? 1 : 0;
          }
        });
    return counts;
  }

  /**
   * Divides.
   *
   * @param rows one an input, at least one, each saying of every tag whether it is there
   * @param train share of the first part
   * @return indices of both parts, in their order
   */
  static List<int[]> parts(boolean[][] rows, double train, long seed) {
    TagStrata strata = new TagStrata(rows, train, seed);
    for (int tag = strata.rarest(); tag >= 0; tag = strata.rarest()) {
      strata.deal(tag);
    }
    strata.dealRest();
    strata.leaveNoneEmpty();
    return List.of(strata.indices(TRAIN), strata.indices(VALIDATION));
  }

  /** Finds the tag that fewest of the inputs left have, −1 where they have none. */
  private int rarest() {
    int[] left = counts(left());
    return IntStream.range(0, left.length)
        .filter(tag -> left[tag] > 0)
        .boxed()
        .min((a, b) -> Integer.compare(left[a], left[b]))
        .orElse(-1);
  }

  private IntStream left() {
    return IntStream.of(order).filter(i -> part[i] < 0);
  }

  private void deal(int tag) {
    left().filter(i -> rows[i][tag]).forEach(i -> give(i, better(tag)));
  }

  private void dealRest() {
    left().forEach(i -> give(i, better(wanted.length - 1)));
  }

  /** Which part wants most of this; of equals the one that wants more inputs, then either. */
  private int better(int row) {
    for (double[] its : List.of(wanted[row], wanted[wanted.length - 1])) {
      if (its[TRAIN] != its[VALIDATION]) {
        return its[TRAIN] > its[VALIDATION] ? TRAIN : VALIDATION;
      }
    }
    return random.nextInt(2);
  }

  private void give(int input, int to) {
    part[input] = to;
    wanted[wanted.length - 1][to]--;
    for (int tag = 0; tag < wanted.length - 1; tag++) {
      wanted[tag][to] -= rows[input][tag] ? 1 : 0;
    }
  }

  /** Tags that one input each has all go to one part. */
  private void leaveNoneEmpty() {
    for (int empty : new int[] {TRAIN, VALIDATION}) {
      if (indices(empty).length == 0) {
        part[order[0]] = empty;
      }
    }
  }

  private int[] indices(int of) {
    return IntStream.range(0, part.length).filter(i -> part[i] == of).toArray();
  }
}
