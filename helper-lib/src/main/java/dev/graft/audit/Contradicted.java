package dev.graft.audit;

import dev.graft.evaluate.Features;
import dev.graft.evaluate.OutOfFold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Labels that the others contradict: what a classifier that never saw an image says of it
 * (Northcutt, Jiang and Chuang 2021, "Confident learning: estimating uncertainty in dataset
 * labels", section 3), asked twice, the second time without those that looked wrong at first.
 *
 * <p>How much they must say against a label hangs on how many labels are wrong here: the odds of
 * the other class are taken times the share of such labels that stand for it ({@link Slips}). Where
 * hardly one is wrong a hard photo is the likelier explanation; where many of one class went to one
 * other, a word less will do.
 */
final class Contradicted {
  private static final int FOLDS = 5;
  private static final int DEALT_TWICE = 2000;

  /** Fewer tell nothing about a class. */
  static final int LEAST = 5;

  /** From here on an image is not learned from when the others are asked again. */
  private static final double DOUBTED = 0.15;

  /** From here on a doubt counts when shares of wrong labels are estimated. */
  private static final double SURE = 0.42;

  /** Who is asked again is surer, rightly and wrongly; of two no third shares the doubt. */
  private static final double SURE_AGAIN = 0.5;

  /** Of two classes these are believed as they are. */
  private static final double BELIEVED_OF_TWO = 0.5;

  /**
   * Odds times share from which the others are believed: chosen, as the margins above, on pacs and
   * on some draws of flipped labels of signs and of ants and bees.
   */
  private static final double BELIEVED = 0.2;

  /** An image, the class that the others believe in, by how much more, −1…1, and at which odds. */
  record Doubt(int index, int believed, double margin, double odds) {}

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
    List<Doubt> first = asked(features, groups, trusted);
    for (Doubt doubt : first) {
      trusted[doubt.index] &= doubt.margin <= DOUBTED;
    }
    return believed(first, asked(features, groups, trusted), labels, counts);
  }

  private static List<Doubt> believed(
      List<Doubt> first, List<Doubt> second, int[] labels, int... counts) {
    boolean two = counts.length == 2;
    List<Doubt> sure =
        second.stream()
            .filter(
                doubt ->
                    doubt.margin > SURE_AGAIN
                        || first.get(doubt.index).margin > (two ? SURE_AGAIN : SURE))
            .toList();
    Slips slips =
        new Slips(
            sure.stream().mapToInt(doubt -> labels[doubt.index]).toArray(),
            sure.stream().mapToInt(Doubt::believed).toArray(),
            counts);
    return second.stream()
        .filter(doubt -> counts[labels[doubt.index]] >= LEAST && doubt.margin > 0)
        .filter(
            doubt ->
                doubt.odds * slips.share(labels[doubt.index], doubt.believed) > BELIEVED
                    || two && first.get(doubt.index).margin > BELIEVED_OF_TWO)
        .sorted((a, b) -> Double.compare(b.margin, a.margin))
        .toList();
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
      double its = asked[i][labels[i]];
      double odds = asked[i][other] / Math.max(its, Double.MIN_NORMAL);
      doubts.add(new Doubt(i, other, asked[i][other] - its, odds));
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
