package dev.graft.audit;

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
   * @param given the labels that are contradicted surely
   * @param believed what each of them stands for
   * @param counts of all labels of each class
   */
  Slips(int[] given, int[] believed, int... counts) {
    int classes = counts.length;
    this.shares = new double[classes][classes];
    for (int i = 0; i < given.length; i++) {
      shares[given[i]][believed[i]]++;
    }
    for (int of = 0; of < classes; of++) {
      for (int other = 0; other < classes; other++) {
        shares[of][other] = (shares[of][other] + UNSEEN / (classes - 1)) / Math.max(1, counts[of]);
      }
    }
  }

  /** The share of a class's labels that stand for another class, above 0. */
  double share(int given, int other) {
    return shares[given][other];
  }
}
