package dev.graft.train;

import dev.graft.data.Classes;
import java.util.List;

/**
 * What a batch should be taken for, where an answer is a class.
 *
 * @param labels class indices, one an input
 * @param partners class indices of the inputs that were mixed in, one an input
 * @param share of the labels, 0…1; the partners have the rest
 */
record ClassTargets(int[] labels, int[] partners, double share) {

  static ClassTargets of(Targets targets) {
    return new ClassTargets(
        ((Classes) targets.own()).labels(),
        ((Classes) targets.partners()).labels(),
        targets.share());
  }

  /** Takes inputs as they are, unmixed. */
  static ClassTargets of(int... labels) {
    return new ClassTargets(labels, labels, 1);
  }

  int size() {
    return labels.length;
  }

  /**
   * Sums how much the inputs count: what their mean loss is a mean over.
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
