package dev.graft.audit;

import dev.graft.progress.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Photos that show the same picture: candidates by the neighbours of what a network makes of them
 * and of the picture itself, each laid over the other, as a part of it, straight, mirrored or
 * turned, until edges and texture agree, or do not.
 */
final class Twins {
  /** Two photos of one picture. */
  record Pair(int first, int second, double agreement) {}

  private static final int BY_FEATURES = 5;
  private static final int BY_SIGHT = 3;

  /** What is the same picture, whole, reaches 0.98, however it lies. */
  private static final double ALIKE = 0.9;

  private static final int CHUNK = 64;
  private static final int[] STRAIGHT = {0, 4};
  private static final int[] TURNED = {0, 1, 2, 3, 4, 5, 6, 7};

  /** Below, small pictures do not agree enough to look closer. */
  private static final double WORTH_A_LOOK = 0.65;

  /** From here on it is the same picture: copies reach 0.95, two guitars 0.89. */
  static final double SAME = 0.9;

  private final List<Glance> glances;
  private final List<Set<Integer>> candidates = new ArrayList<>();
  private final Neighbours bySight;

  private Twins(List<Glance> glances, Neighbours byFeatures) {
    this.glances = glances;
    float[][] seen = glances.stream().map(Glance::symmetric).toArray(float[][]::new);
    this.bySight = Neighbours.of(seen, BY_SIGHT);
    IntStream.range(0, glances.size()).forEach(i -> candidates.add(new TreeSet<>()));
    for (int i = 0; i < glances.size(); i++) {
      int[] near = byFeatures.nearest(i);
      for (int k = 0; k < Math.min(BY_FEATURES, near.length); k++) {
        add(i, near[k]);
      }
      for (int k = 0; k < bySight.nearest(i).length && bySight.cosine(i, k) >= ALIKE; k++) {
        add(i, bySight.nearest(i)[k]);
      }
    }
  }

  private void add(int i, int other) {
    candidates.get(i).add(other);
    candidates.get(other).add(i);
  }

  /** Finds the pairs, those that agree best first. */
  static List<Pair> among(List<Glance> glances, Neighbours byFeatures) {
    Twins twins = new Twins(glances, byFeatures);
    List<Pair> found = new ArrayList<>();
    try (Progress progress = Progress.start("comparing photos", glances.size())) {
      for (int from = 0; from < glances.size(); from += CHUNK) {
        if (Thread.interrupted()) {
          throw new CancellationException();
        }
        int to = Math.min(glances.size(), from + CHUNK);
        IntStream.range(from, to).parallel().mapToObj(twins::of).toList().forEach(found::addAll);
        progress.step(to - from, "");
      }
    }
    return best(found);
  }

  /** Looks for a photo as a part of its candidates. */
  private List<Pair> of(int index) {
    List<Pair> found = new ArrayList<>();
    Grey part = glances.get(index).grey();
    var sizes = new Alignment.Part(part);
    for (int other : candidates.get(index)) {
      double agreement = agreement(part, sizes, glances.get(other).grey(), ways(index, other));
      if (agreement >= SAME) {
        found.add(new Pair(Math.min(index, other), Math.max(index, other), agreement));
      }
    }
    return found;
  }

  private int[] ways(int one, int other) {
    return alike(one, other) || alike(other, one) ? TURNED : STRAIGHT;
  }

  private boolean alike(int one, int other) {
    int[] near = bySight.nearest(one);
    return IntStream.range(0, near.length)
        .anyMatch(k -> near[k] == other && bySight.cosine(one, k) >= ALIKE);
  }

  static double agreement(Grey part, Alignment.Part sizes, Grey whole, int[] ways) {
    double best = -1;
    for (int way : ways) {
      Grey laid = whole.laid(way);
      for (Alignment coarse : Alignment.coarse(sizes, Alignment.field(laid), WORTH_A_LOOK)) {
        best = Math.max(best, coarse.refined(part, laid).agreement());
        if (best >= SAME) {
          return best;
        }
      }
    }
    return best;
  }

  private static List<Pair> best(List<Pair> found) {
    found.sort(
        Comparator.comparingDouble(Pair::agreement)
            .reversed()
            .thenComparingInt(Pair::first)
            .thenComparingInt(Pair::second));
    List<Pair> once = new ArrayList<>();
    Set<Long> seen = new java.util.HashSet<>();
    for (Pair pair : found) {
      if (seen.add((long) pair.first << 32 | pair.second)) {
        once.add(pair);
      }
    }
    return once;
  }
}
