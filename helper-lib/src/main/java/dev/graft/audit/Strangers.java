package dev.graft.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is like nothing else: its nearest neighbours are farther away than those of the others, by
 * more than their spread explains (median and median absolute deviation, so that strangers do not
 * move the measure), by the logarithm of the distance.
 */
final class Strangers {
  private static final int NEIGHBOURS = 5;
  private static final int LEAST = 20;

  /** In spreads above the median. */
  private static final double FAR = 3.3;

  /** Those nearer than this are as many as a set has of itself: one in 200 is told. */
  private static final double CERTAIN = 6;

  private static final int FEW = 200;

  /** An image, and how far it is, 0…1. */
  record Stranger(int index, double score) {}

  private Strangers() {}

  static List<Stranger> among(int size, Neighbours neighbours) {
    if (size < LEAST) {
      return List.of();
    }
    double[] distances = new double[size];
    for (int i = 0; i < size; i++) {
      distances[i] = Math.log(Math.max(1e-6, neighbours.distance(i, NEIGHBOURS)));
    }
    double middle = median(distances);
    double spread =
        1.4826 * median(Arrays.stream(distances).map(d -> Math.abs(d - middle)).toArray());
    List<Stranger> found = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double far = (distances[i] - middle) / Math.max(spread, 1e-6);
      if (far > FAR) {
        found.add(new Stranger(i, 1 - 1 / far));
      }
    }
    found.sort((a, b) -> Double.compare(b.score, a.score));
    int certain = (int) found.stream().filter(one -> one.score > 1 - 1 / CERTAIN).count();
    int told = Math.max(certain, Math.max(1, size / FEW));
    return found.subList(0, Math.min(told, found.size()));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
