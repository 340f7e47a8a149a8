package dev.graft.data;

/**
 * What the inputs of a set should be taken for, one answer an input: one kind of answer is one
 * file, with its own names and checks.
 */
public sealed interface Answers permits Classes, Numbers, Masks {
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
   * Says an answer so that equal texts are equal answers.
   *
   * @param index of the input
   * @return the answer
   */
  String text(int index);
}
