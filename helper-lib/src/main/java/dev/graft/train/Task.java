package dev.graft.train;

import dev.graft.data.Answers;
import dev.graft.data.Contract;
import dev.graft.data.Examples;
import dev.graft.engine.Network;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One stage of training: what learns from which examples, and how.
 *
 * @param network as it is before the stage
 * @param frozen where its frozen part ends
 * @param training the training examples as one epoch sees them, by epoch from 0
 * @param validation examples that are never augmented
 * @param options how
 */
record Task(
    Network network,
    Frozen frozen,
    IntFunction<Examples> training,
    Examples validation,
    FineTune options) {

  /** Gives what the training examples should be taken for. */
  Answers answers() {
    return training.apply(0).answers();
  }

  /** What all inputs are bound to. */
  Contract contract() {
    return validation.inputs().contract();
  }

  /**
   * Counts the examples for which a batch needs room: those there are, where more are asked for.
   *
   * @param shown in an epoch
   */
  int largestBatch(int shown) {
    int most = Math.max(shown, validation.size());
    return Math.max(1, Math.min(options.feed().batchSize(), most));
  }

  /** Counts the different views of an input in all epochs. */
  int views() {
    return (int)
        IntStream.range(0, options.epochs())
            .mapToObj(epoch -> training.apply(epoch).inputs().key(0))
            .distinct()
            .count();
  }
}
