package dev.graft.train;

import ai.djl.ndarray.NDArray;

/**
 * What a kind of answer asks of training: a loss to learn from, one to be judged by, and figures.
 * The loop knows nothing else of what a network answers.
 */
interface Goal {
  /**
   * Computes what is learned from, within an autograd recording.
   *
   * @param outputs of the network, {@code (N, …)}
   * @param targets of N inputs
   * @return a scalar, the mean over {@link #weight}; the caller closes it
   */
  NDArray loss(NDArray outputs, Targets targets);

  /** Tells over how much the loss of some inputs is a mean. */
  double weight(Targets targets);

  /**
   * Computes what validation is judged by: plain, whatever training emphasizes.
   *
   * @param outputs of the network, {@code (N, …)}
   * @param targets of N inputs
   * @return a scalar, the mean over the inputs; the caller closes it
   */
  NDArray judged(NDArray outputs, Targets targets);

  /** Begins to count the figures of an epoch. */
  Score score();

  /** Gives the order in which an epoch shows the examples of a task. */
  int[] order(Task task, int epoch);
}
