package dev.graft.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Puts inputs together to batches: in turn, or such that little of a batch is padding. */
public final class Grouping {
  /** Batches among whose inputs those of like length are looked for. */
  private static final int WINDOW = 50;

  private Grouping() {}

  /**
   * Takes inputs as they come.
   *
   * @param order of their indices
   * @param batchSize of all but the last, at least 1
   * @return the batches
   * @throws IllegalArgumentException when the batch size is below 1
   */
  public static int[][] inTurn(int[] order, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size is " + batchSize + ", must be at least 1");
    }
    List<int[]> parts = new ArrayList<>();
    for (int from = 0; from < order.length; ) {
      int to = (int) Math.min(order.length, (long) from + batchSize);
      parts.add(Arrays.copyOfRange(order, from, to));
      from = to;
    }
    return parts.toArray(int[][]::new);
  }

  /**
   * Puts inputs of one length together, so that what is computed of one does not depend on the
   * others: the longest first. Where no length is open it takes them in turn.
   *
   * @param inputs that are asked for their lengths
   * @param order of their indices
   * @param batchSize most in a batch, at least 1
   * @return the batches
   */
  public static int[][] ofOneLength(Inputs inputs, int[] order, int batchSize) {
    TreeMap<Integer, List<Integer>> lengths = new TreeMap<>(Comparator.reverseOrder());
    for (int index : order) {
      lengths.computeIfAbsent(inputs.positions(index), length -> new ArrayList<>()).add(index);
    }
    return lengths.values().stream()
        .map(same -> same.stream().mapToInt(Integer::intValue).toArray())
        .flatMap(same -> Arrays.stream(inTurn(same, batchSize)))
        .toArray(int[][]::new);
  }

  /**
   * Moves inputs of like length into the same batch: sorts the inputs of some batches at a time by
   * length, and shuffles the batches that come of it. What does not fill the last batch stays where
   * it is.
   *
   * @param inputs that are asked for their lengths
   * @param order of their indices, random
   * @param batchSize that the order will be cut by
   * @param seed of the shuffling
   * @param epoch from 0
   * @return the same indices
   */
  public static int[] ofLikeLength(
      Inputs inputs, int[] order, int batchSize, long seed, int epoch) {
    int full = order.length / batchSize;
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < full; from += WINDOW) {
      int to = Math.min(full, from + WINDOW);
      int[] sorted =
          Arrays.stream(order, from * batchSize, to * batchSize)
              .boxed()
              .sorted(Comparator.comparingInt(inputs::positions))
              .mapToInt(Integer::intValue)
              .toArray();
      batches.addAll(List.of(inTurn(sorted, batchSize)));
    }
    int[] shuffled = IntStream.range(0, full).toArray();
    RandomGenerator random = Randomness.of(seed, "lengths", epoch);
    Randomness.shuffle(shuffled, random);
    IntStream rest = Arrays.stream(order, full * batchSize, order.length);
    return IntStream.concat(
            IntStream.of(shuffled).flatMap(batch -> IntStream.of(batches.get(batch))), rest)
        .toArray();
  }
}
