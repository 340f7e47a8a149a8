package dev.graft.audit;

import java.util.List;

/**
 * How often labels of one class stand for another: of each class the share of the labels that the
 * others contradict surely, by the class that they believe in (the joint of given and true labels
 * of Northcutt, Jiang and Chuang 2021, section 3.1). Half a label more is counted than there is, so
 * that what was never seen stays possible.
 */
final class Slips {
  private static final double UNSEEN = 0.5;

  private final double[][] shares;

  /**
   * @param sure doubts that hardly err
   * @param labels as they are given
   * @param counts of the labels of each class
   */
  Slips(List<Contradicted.Doubt> sure, int[] labels, int... counts) {
    int classes = counts.length;
    this.shares = new double[classes][classes];
    for (Contradicted.Doubt doubt : sure) {
      shares[labels[doubt.index()]][doubt.believed()]++;
    }
    for (int given = 0; given < classes; given++) {
      for (int other = 0; other < classes; other++) {
        shares[given][other] =
            (shares[given][other] + UNSEEN / (classes - 1)) / Math.max(1, counts[given]);
      }
    }
  }

  /** The share of a class's labels that stand for another class, above 0. */
  double share(int given, int other) {
    return shares[given][other];
  }
}
