package dev.graft.train;

import java.util.List;

/**
 * What a batch should be taken for.
 *
 * @param labels class indices, one an image
 * @param partners class indices of the images that were mixed in, one an image
 * @param share of the labels, 0…1; the partners have the rest
 */
record Targets(int[] labels, int[] partners, double share) {

  /** Takes images as they are, unmixed. */
  static Targets of(int[] labels) {
    return new Targets(labels, labels, 1);
  }

  int size() {
    return labels.length;
  }

  /**
   * Sums how much the images count: what their mean loss is a mean over.
   *
   * @param weights one a class
   */
  double weight(List<Double> weights) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += share * weights.get(labels[i]) + (1 - share) * weights.get(partners[i]);
    }
    return sum;
  }
}
