package dev.graft.data;

import java.util.List;
import java.util.Optional;

/**
 * What the inputs of a set should be taken for, one answer an input: one kind of answer is one
 * file, with its own names and checks.
 */
public sealed interface Answers permits Classes, Numbers, Tags, Masks {
  /**
   * Counts the answers.
   *
   * @return one an input
   */
  int size();

  /**
   * Chooses some.
   *
   * @param indices of answers, in any order, also more than once
   * @return theirs, in that order
   */
  Answers at(int... indices);

  /**
   * Says in a word what the answers are.
   *
   * @return {@code classes}, {@code numbers}, {@code tags} or {@code masks}
   */
  String kind();

  /**
   * Says an answer so that equal texts are equal answers.
   *
   * @param index of the input
   * @return the answer
   */
  String text(int index);

  /**
   * Divides inputs in two where their answers want it otherwise than at random, as tags do that
   * shall be in the same shares on either side.
   *
   * @param train share of the first part, above 0 and below 1
   * @param seed decides which goes where
   * @return indices of both parts, in their order; empty: each class in its shares, else at random
   */
  default Optional<List<int[]>> halves(double train, long seed) {
    return Optional.empty();
  }
}
