package dev.graft.data;

import java.util.List;

/** Divides inputs in two: each class in the same shares, where answers know no way of their own. */
final class Halving {
  private Halving() {}

  /**
   * Divides.
   *
   * @param strata by class; where there are none, of all inputs at random
   * @param train share of the first part, above 0 and below 1
   * @return indices of both parts, in their order
   */
  static List<int[]> parts(Answers answers, Stratified strata, double train, long seed) {
    return answers
        .halves(train, seed)
        .orElseGet(() -> List.of(strata.part(0, train, 2), strata.part(train, 1, 2)));
  }
}
