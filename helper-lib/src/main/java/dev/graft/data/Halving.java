package dev.graft.data;

import java.util.List;

/**
 * Divides inputs in two by what they are answered with: each class, and each tag as far as can be,
 * in the same shares; numbers and masks at random.
 */
final class Halving {
  private Halving() {}

  /**
   * Divides.
   *
   * @param strata by class, where there are some
   * @param train share of the first part, above 0 and below 1
   * @return indices of both parts, in their order
   */
  static List<int[]> parts(Answers answers, Stratified strata, double train, long seed) {
    return answers instanceof Tags tags && tags.size() > 1
        ? TagStrata.parts(tags, train, seed)
        : List.of(strata.part(0, train, 2), strata.part(train, 1, 2));
  }
}
