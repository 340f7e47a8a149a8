package dev.graft.audit;

import dev.graft.evaluate.Features;
import dev.graft.evaluate.OutOfFold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Labels that the others contradict: what a classifier that never saw an image says of it
 * (Northcutt, Jiang and Chuang 2021, "Confident learning: estimating uncertainty in dataset
 * labels", the normalized margin of section 3.2), asked twice, the second time without those that
 * looked wrong at first.
 */
final class Contradicted {
  private static final int FOLDS = 5;
  private static final int DEALT_TWICE = 2000;

  /** Fewer tell nothing about a class. */
  static final int LEAST = 5;

  /** From here on an image is not learned from when the others are asked again. */
  private static final double DOUBTED = 0.15;

  /**
   * From here on the others are believed: chosen on pacs and on the validation photos of signs and
   * of ants and bees, whole and in pairs of classes.
   */
  private static final double BELIEVED = 0.42;

  /** Of two classes there is no third to share the doubt. */
  private static final double BELIEVED_OF_TWO = 0.5;

  /** Who is asked again is surer, rightly and wrongly. */
  private static final double BELIEVED_AGAIN = 0.5;

  /** An image, the class that the others believe in, and by how much more, 0…1. */
  record Doubt(int index, int believed, double margin) {}

  private Contradicted() {}

  /** Copies are of one group, and asked together. */
  static List<Doubt> among(Features features, int[] groups) {
    int[] labels = features.labels();
    int[] counts = new int[features.classes().size()];
    for (int label : labels) {
      counts[label]++;
    }
    if (Arrays.stream(counts).filter(count -> count >= LEAST).count() < 2) {
      return List.of();
    }
    boolean[] trusted = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      trusted[i] = counts[labels[i]] >= LEAST;
    }
    boolean two = counts.length == 2;
    List<Doubt> first = asked(features, groups, trusted);
    for (Doubt doubt : first) {
      trusted[doubt.index] &= doubt.margin <= DOUBTED;
    }
    List<Doubt> second = two ? first : asked(features, groups, trusted);
    List<Doubt> found = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      if (counts[labels[i]] < LEAST) {
        continue;
      }
      if (first.get(i).margin > (two ? BELIEVED_OF_TWO : BELIEVED)) {
        found.add(first.get(i));
      } else if (!two && second.get(i).margin > BELIEVED_AGAIN) {
        found.add(second.get(i));
      }
    }
    found.sort((a, b) -> Double.compare(b.margin, a.margin));
    return found;
  }

  /** In two deals of the folds where that takes little time: half of the noise is theirs. */
  private static List<Doubt> asked(Features features, int[] groups, boolean[] trusted) {
    int[] labels = features.labels();
    double[][] asked = OutOfFold.probabilities(features, groups, trusted, FOLDS, 1);
    if (labels.length <= DEALT_TWICE) {
      double[][] again = OutOfFold.probabilities(features, groups, trusted, FOLDS, 2);
      for (int i = 0; i < asked.length; i++) {
        for (int c = 0; c < asked[i].length; c++) {
          asked[i][c] = (asked[i][c] + again[i][c]) / 2;
        }
      }
    }
    List<Doubt> doubts = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      int other = other(asked[i], labels[i]);
      doubts.add(new Doubt(i, other, asked[i][other] - asked[i][labels[i]]));
    }
    return doubts;
  }

  /** The likeliest class but one. */
  private static int other(double[] shares, int label) {
    int best = label == 0 ? 1 : 0;
    for (int c = 0; c < shares.length; c++) {
      if (c != label && shares[c] > shares[best]) {
        best = c;
      }
    }
    return best;
  }
}
